/** Sends links to MediaDL, with the login of their site where the user has said so. */

import { ask } from "../lib/api.js";
import { forgetJars, loginFields } from "../lib/handover.js";
import { isSendable } from "../lib/links.js";
import { Problem } from "../lib/problems.js";
import { remembered } from "../lib/state.js";

const MOST_IN_A_BATCH = 100;

/**
 * @typedef {object} Wanted what is to be sent
 * @property {string[]} links
 * @property {import("../lib/handover.js").Page} page where they were found
 * @property {string} [quality] the user's default where it is not said
 */

/**
 * Send links; they are downloads of MediaDL when this is done.
 * @param {Wanted} wanted
 * @returns {Promise<number>} how many
 * @throws {Problem}
 */
export async function send({ links, page, quality }) {
  const sendable = [...new Set(links.filter(isSendable).map((link) => link.split("#")[0]))];
  if (!sendable.length) throw new Problem("no_links");
  await forgetJars();
  const settings = await remembered();
  const wishes = { quality: quality ?? settings.quality, start: settings.start };
  for (const [fields, group] of await grouped(sendable, page)) {
    for (let first = 0; first < group.length; first += MOST_IN_A_BATCH) {
      await sendGroup(group.slice(first, first + MOST_IN_A_BATCH), { ...wishes, ...fields });
    }
  }
  return sendable.length;
}

/**
 * @param {string[]} links
 * @param {object} wishes
 */
function sendGroup(links, wishes) {
  if (links.length === 1) return ask("POST", "/download", { url: links[0], ...wishes });
  return ask("POST", "/batch/download", { urls: links, ...wishes });
}

/**
 * Links that go with the same login, together.
 * @param {string[]} links
 * @param {import("../lib/handover.js").Page} page
 * @returns {Promise<[object, string[]][]>}
 */
async function grouped(links, page) {
  /** @type {Map<string, [object, string[]]>} */
  const groups = new Map();
  for (const link of links) {
    const fields = await loginFields(link, page);
    const key = JSON.stringify(fields);
    if (!groups.has(key)) groups.set(key, [fields, []]);
    groups.get(key)[1].push(link);
  }
  return [...groups.values()];
}
