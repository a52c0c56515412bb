/** The options: connection, what is sent by default, and which sites' logins go along. */

import { browser, element, fillWords, iconButton, words } from "../lib/browser.js";
import { setHandover } from "../lib/handover.js";
import { LISTENING } from "../lib/listening.js";
import { fillQualities } from "../lib/qualities.js";
import { remember, remembered } from "../lib/state.js";
import { followConnection } from "./connection.js";

/** @param {string} selector */
const $ = (selector) => document.querySelector(selector);

async function showDefaults() {
  const { quality, start } = await remembered();
  fillQualities($("#quality"), quality);
  const ways = [["now", "whenNow"], ["choose", "whenChoose"], ["paused", "whenPaused"]];
  $("#when").replaceChildren(...ways.map(([value, key]) => new Option(words(key), value)));
  $("#when").value = start;
  $("#quality").addEventListener("change", () => remember({ quality: $("#quality").value }));
  $("#when").addEventListener("change", () => remember({ start: $("#when").value }));
}

async function showSites() {
  const { handover } = await remembered();
  const rows = handover.toSorted().map((host) => {
    const row = element("li");
    const forget = iconButton("trash", words("forgetSite", host), () => setHandover(host, false));
    row.append(element("span", "", host), forget);
    return row;
  });
  $("#sites").replaceChildren(...rows);
  $("#no-sites").hidden = rows.length > 0;
}

async function showListening() {
  $("#listen").checked = await browser.permissions.contains(LISTENING);
}

async function onListen() {
  const change = $("#listen").checked ? "request" : "remove";
  await browser.permissions[change](LISTENING);
  await showListening();
}

async function main() {
  fillWords(document);
  $("#version").textContent = words("version", browser.runtime.getManifest().version);
  await Promise.all([showDefaults(), showSites(), showListening()]);
  $("#listen").addEventListener("change", onListen);
  browser.storage.local.onChanged.addListener((changes) => changes.handover && showSites());
  await followConnection();
}

main();
