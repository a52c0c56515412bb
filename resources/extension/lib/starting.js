/** Starts MediaDL, or brings it to the front, by its own kind of link: nothing else can start a program. */

import { browser } from "./browser.js";

/** The link that opens MediaDL's window; it carries nothing. */
export const OPEN_LINK = "mediadl://";

/** Open it with a link, which MediaDL shows before it adds it. @param {string} link */
export function openAppWith(link) {
  return browser.tabs.create({ url: `mediadl://add?url=${encodeURIComponent(link)}` });
}

/** Open it in a tab of its own, so that no page is lost where the browser does not know such links. */
export function openApp() {
  return browser.tabs.create({ url: OPEN_LINK });
}
