/** The entries of the context menu, and what is meant by a click on one. */

import { browser, words } from "../lib/browser.js";
import { linksIn } from "../lib/links.js";
import { look } from "../lib/looking.js";

/** @type {[string, string, chrome.contextMenus.ContextType[]][]} */
const ENTRIES = [
  ["page", "menuPage", ["page"]],
  ["link", "menuLink", ["link"]],
  ["media", "menuMedia", ["video", "audio"]],
  ["selection", "menuSelection", ["selection"]],
];

/** Make the entries; browsers remember them. */
export async function makeMenus() {
  await browser.contextMenus.removeAll();
  for (const [id, key, contexts] of ENTRIES) {
    browser.contextMenus.create({ id, title: words(key), contexts, documentUrlPatterns: ["*://*/*"] });
  }
}

/**
 * The links that a click means. Media that lies in the page's memory has no address: then it is the page.
 * @param {chrome.contextMenus.OnClickData} info
 * @param {chrome.tabs.Tab} tab
 * @returns {Promise<string[]>}
 */
export async function meant(info, tab) {
  const page = info.pageUrl ?? tab.url ?? "";
  switch (info.menuItemId) {
    case "link":
      return [info.linkUrl ?? ""];
    case "media":
      return [/^https?:/.test(info.srcUrl ?? "") ? info.srcUrl : page];
    case "selection": {
      const { selected } = await look(tab.id, info.frameId ?? 0);
      return selected.length ? selected : linksIn(info.selectionText ?? "");
    }
    default:
      return [page];
  }
}
