/** The permission to see what pages load, and those that hide from MediaDL who asks. */

import { hostOf, isOwnAddress } from "./links.js";

/** @type {chrome.permissions.Permissions} */
export const LISTENING = { origins: ["https://*/*"] };
const HIDING = /^(?:(?:http|\*):\/\/(?:\*|127\.0\.0\.1)(?::[\d*]+)?\/|<all_urls>)/;

/**
 * What the browser is asked for over a page: one without encryption has its own site listened to as well.
 * @param {string} url
 * @returns {chrome.permissions.Permissions}
 */
export function listeningOver(url) {
  const isPlain = url.startsWith("http:") && !isOwnAddress(url);
  return { origins: [...LISTENING.origins, ...(isPlain ? [`http://${hostOf(url)}/*`] : [])] };
}

/**
 * Those that are for MediaDL's own address, too.
 * @param {string[]} origins
 */
export function hidingUs(origins) {
  return origins.filter((one) => HIDING.test(one));
}
