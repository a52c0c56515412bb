/** Looks into a page for media and selected links, by the permission that a click of the user gives. */

import { browser } from "./browser.js";
import { isSendable, linksIn, mediaKind } from "./links.js";

/**
 * @typedef {object} Looked
 * @property {{link: string, kind: import("./links.js").MediaKind}[]} media
 * @property {string[]} selected links in the selection
 * @property {boolean} isAllowed false where browsers let no extension look: their own pages, stores
 */

/**
 * What is in a tab.
 * @param {number} tabId
 * @param {number} [frameId] only this frame; all of them without one
 * @returns {Promise<Looked>}
 */
export async function look(tabId, frameId) {
  const target = frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] };
  const answers = await browser.scripting
    .executeScript({ target, files: ["/page/look.js"] })
    .catch(() => null);
  const frames = (answers ?? []).map((one) => one.result).filter(Boolean);
  const media = frames.flatMap((one) => one.media).flatMap(({ link, type, tag }) => {
    const kind = mediaKind(link, type) ?? (isSendable(link) ? tag : null);
    return kind ? [{ link, kind }] : [];
  });
  const selected = frames.flatMap((one) => [...one.anchors, ...linksIn(one.text)]).filter(isSendable);
  return { media: unique(media), selected: [...new Set(selected)], isAllowed: answers !== null };
}

/**
 * Each link once, the first kind that was said.
 * @template {{link: string}} T
 * @param {T[]} found
 * @returns {T[]}
 */
export function unique(found) {
  return found.filter((one, place) => found.findIndex((other) => other.link === one.link) === place);
}
