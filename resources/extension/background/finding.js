/** Media among what tabs load, of sites that the user has given a permission for. */

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

/**
 * Listen from now on, and anew after a permission was given: Chromium refuses a listener as long as there is
 * no site that it may hear of.
 */
export function listen() {
  const types = ["main_frame", "xmlhttprequest", "media", "other"];
  const { onHeadersReceived } = browser.webRequest;
  onHeadersReceived.removeListener(onAnswer);
  onHeadersReceived.addListener(onAnswer, { urls: ["*://*/*"], types }, ["responseHeaders"]);
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
