/** What stands in the way of everything: MediaDL is not there, or does not let this browser in. */

import { browser, words } from "../lib/browser.js";
import { hidingUs } from "../lib/listening.js";
import { sentenceOf } from "../lib/problems.js";
import { isSendable } from "../lib/links.js";
import { openApp, openAppWith } from "../lib/starting.js";

/** @param {string} selector */
const $ = (selector) => document.querySelector(selector);

const options = () => browser.runtime.openOptionsPage();

/** What is said and offered, by kind. @type {Record<string, [string, string, () => void]>} */
const TROUBLES = {
  not_running: ["notRunning", "start", openApp],
  not_paired: ["notPaired", "connect", options],
  revoked: ["revoked", "connectAgain", options],
  origin_hidden: ["originHidden", "takeBack", takeBack],
};
let shown = "";

/**
 * Show the trouble in place of everything that it makes impossible.
 * @param {import("../lib/problems.js").Problem} problem
 * @param {string} link of the page, which MediaDL can be started with
 * @returns {boolean} false for a problem of one request alone
 */
export function showTrouble(problem, link) {
  const trouble = TROUBLES[problem.kind];
  if (!trouble) return false;
  if (shown === problem.kind) return true;
  shown = problem.kind;
  const [title, solve, act] = trouble;
  $("#trouble h1").textContent = words(title);
  $("#trouble p").textContent = sentenceOf(problem);
  $("#solve").textContent = words(solve);
  $("#solve").onclick = act;
  $("#start-with").hidden = problem.kind !== "not_running" || !isSendable(link);
  $("#start-with").onclick = () => openAppWith(link);
  $("#again").onclick = () => location.reload();
  setHidden(true);
  $("#solve").focus();
  return true;
}

/** Everything is possible again. */
export function showWell() {
  if (!shown) return;
  shown = "";
  setHidden(false);
}

/** @param {boolean} isTrouble */
function setHidden(isTrouble) {
  $("#trouble").hidden = !isTrouble;
  if (isTrouble) $("#notice").hidden = true;
  for (const id of ["#ready", "#queue", "#open"]) $(id).hidden = isTrouble;
}

/** Give back the permission that hides from MediaDL who asks. */
async function takeBack() {
  const { origins = [] } = await browser.permissions.getAll();
  await browser.permissions.remove({ origins: hidingUs(origins) });
  location.reload();
}
