/** Media among what a tab loads. With the permission that the user gives in the popup, and only there. */

import { browser } from "../lib/browser.js";
import { mediaKind } from "../lib/links.js";
import { keep, kept } from "../lib/state.js";

const MOST = 30;
/** Changes of what is kept, one after the other. */
let last = Promise.resolve();

/** @typedef {{link: string, kind: import("../lib/links.js").MediaKind}} Found */

/** @param {number} tabId */
function keyOf(tabId) {
  return `media ${tabId}`;
}

/**
 * What a tab has loaded since its page was opened.
 * @param {number} tabId
 * @returns {Promise<Found[]>}
 */
export function foundIn(tabId) {
  return kept(keyOf(tabId), []);
}

/** Begin to listen, where the browser lets us; again after a permission was given. */
export function listen() {
  const seen = browser.webRequest?.onHeadersReceived;
  if (!seen || seen.hasListener(onAnswer)) return;
  const types = ["main_frame", "xmlhttprequest", "media", "other"];
  seen.addListener(onAnswer, { urls: ["http://*/*", "https://*/*"], types }, ["responseHeaders"]);
}

/**
 * Forget what a closed tab has loaded.
 * @param {number} tabId
 */
export function forget(tabId) {
  last = last.then(() => keep(keyOf(tabId), undefined));
}

/** @param {chrome.webRequest.OnHeadersReceivedDetails} answer */
function onAnswer({ tabId, type, url, statusCode, responseHeaders }) {
  if (tabId < 0) return;
  if (type === "main_frame") forget(tabId);
  const header = responseHeaders?.find((one) => one.name.toLowerCase() === "content-type");
  const kind = statusCode < 400 && mediaKind(url, header?.value);
  if (kind) last = last.then(() => note(tabId, { link: url, kind }));
}

/**
 * @param {number} tabId
 * @param {Found} found
 */
async function note(tabId, found) {
  const known = await foundIn(tabId);
  if (known.length < MOST && !known.some((one) => one.link === found.link)) {
    await keep(keyOf(tabId), [...known, found]);
  }
}
