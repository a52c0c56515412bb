/** The popup: this page, what is selected and played on it, and the downloads. */

import { forgetAsked, noteAsked } from "../lib/asked.js";
import { askBackground } from "../lib/asking.js";
import { browser, element, fillWords, iconButton, words } from "../lib/browser.js";
import { canHandOver, isHandedOver, setHandover, wantedFor } from "../lib/handover.js";
import { hostOf, isSendable } from "../lib/links.js";
import { LISTENING, listeningOver } from "../lib/listening.js";
import { look, unique } from "../lib/looking.js";
import { Problem, sentenceOf } from "../lib/problems.js";
import { fillQualities } from "../lib/qualities.js";
import { openApp } from "../lib/starting.js";
import { keep, kept, remembered } from "../lib/state.js";
import { follow } from "./queue.js";
import { showTrouble, showWell } from "./trouble.js";

const LOOK_AGAIN_MS = 1500;
/** @param {string} selector */
const $ = (selector) => document.querySelector(selector);

/** The page that the popup was opened over. @type {import("../lib/handover.js").Page} */
let page = { url: "" };

/**
 * Say what happened; nothing that is said goes away by itself.
 * @param {string} sentence
 * @param {boolean} [isBad]
 */
function say(sentence, isBad = false) {
  const notice = $("#notice");
  notice.classList.toggle("bad", isBad);
  notice.querySelector("p").textContent = sentence;
  notice.hidden = false;
}

/** @param {Problem} problem */
function onProblem(problem) {
  if (!showTrouble(problem, page.url)) say(sentenceOf(problem), true);
}

/**
 * Send links.
 * @param {string[]} links
 */
async function send(links) {
  try {
    const wanted = { links, page, quality: $("#quality").value };
    const count = await askBackground("send", { wanted });
    say(count === 1 ? words("sentOne") : words("sentMany", count));
  } catch (error) {
    onProblem(error);
  }
}

/**
 * Ask the browser for a permission, and go on with what it was asked for. Browsers want the question within
 * the click, and may close the popup over it: then the background goes on.
 * @param {chrome.permissions.Permissions} permissions
 * @param {object} purpose
 * @returns {Promise<boolean>} whether it was given
 */
async function askFor(permissions, purpose) {
  noteAsked(permissions, purpose);
  const isGiven = await browser.permissions.request(permissions);
  if (isGiven) await askBackground("permitted");
  else await forgetAsked();
  return isGiven;
}

/** Hand this site's login over from now on, or no more. */
async function onLoginChanged({ target: box }) {
  const host = hostOf(page.url);
  if (!box.checked) return setHandover(host, false);
  box.checked = await askFor(wantedFor(page.url), { handover: host });
  if (!box.checked) say(sentenceOf(new Problem("not_allowed")), true);
}

/**
 * A download's site wants a login: hand it over, and send the link again.
 * @param {import("./queue.js").Download} one
 */
async function onLogin(one) {
  if (!canHandOver(one.url)) return say(words("loginNotHere"), true);
  const wanted = { links: [one.url], page: { ...page, url: one.url }, quality: $("#quality").value };
  const isGiven = await askFor(wantedFor(one.url), { handover: hostOf(one.url), wanted }).catch(onProblem);
  if (isGiven) say(words("sentOne"));
  else if (isGiven === false) say(sentenceOf(new Problem("not_allowed")), true);
}

/** See what pages load from now on, also from other addresses than their own. */
async function onListen() {
  const isGiven = await askFor(listeningOver(page.url), {});
  say(isGiven ? words("listening") : sentenceOf(new Problem("not_allowed")), !isGiven);
  await showListening();
}

async function showListening() {
  const isOn = await browser.permissions.contains(LISTENING);
  $("#listen").hidden = isOn || !isSendable(page.url);
}

/** @param {chrome.tabs.Tab | undefined} tab */
async function showPage(tab) {
  page = { url: tab?.url ?? "", tabId: tab?.id };
  const canSend = isSendable(page.url);
  $("#title").textContent = canSend ? tab.title || page.url : words("noPage");
  $("#host").textContent = canSend ? hostOf(page.url) : words("noPageWhy");
  $("#send").disabled = !canSend;
  $("#login").hidden = !canSend || !canHandOver(page.url);
  $("#login .what").textContent = words("loginOf", hostOf(page.url));
  $("#login input").checked = canSend && (await isHandedOver(page.url));
  if (canSend) $("#send").focus();
}

/** Show what is played and selected on the page; pages go on loading while the popup is open. */
async function showFound() {
  if (page.tabId === undefined || !isSendable(page.url)) return showMedia([], true);
  const { tabId } = page;
  const [looked, heard] = await Promise.all([look(tabId), askBackground("found", { tabId })]);
  showMedia(unique([...looked.media, ...heard]), looked.isAllowed);
  showSelected(looked.selected);
}

/**
 * @param {import("../lib/looking.js").Looked["media"]} media
 * @param {boolean} isAllowed
 */
function showMedia(media, isAllowed) {
  const list = $("#media .rows");
  $("#media .empty").textContent = words(isAllowed ? "noMedia" : "noLooking");
  $("#media .empty").hidden = media.length > 0;
  const known = media.map((one) => one.link).join(" ");
  if (list.dataset.known === known) return;
  list.dataset.known = known;
  list.replaceChildren(...media.map(mediaRow));
}

/** @param {import("../lib/looking.js").Looked["media"][number]} found */
function mediaRow({ link, kind }) {
  const row = element("li", "row");
  const name = new URL(link).pathname.split("/").slice(-2).join("/") || link;
  const what = element("div", "what");
  what.title = link;
  what.append(element("div", "name", name), element("div", "muted", hostOf(link)));
  const kindWords = { video: words("kindVideo"), audio: words("kindAudio") }[kind] ?? kind;
  row.append(element("span", "kind", kindWords), what);
  row.append(iconButton("download", words("downloadOf", name), () => send([link])));
  return row;
}

/** @param {string[]} links */
function showSelected(links) {
  $("#selected").hidden = !links.length;
  $("#selected-title").textContent = words("selectedHere", links.length);
  $("#send-selected").textContent = words("downloadSelected", links.length);
  $("#send-selected").onclick = () => send(links);
  const rows = links.map((link) => {
    const row = element("li", "row");
    row.append(element("div", "what name", link));
    return row;
  });
  $("#selected .rows").replaceChildren(...rows);
}

function connect() {
  $("#send").addEventListener("click", () => send([page.url]));
  $("#login input").addEventListener("change", (event) => onLoginChanged(event).catch(onProblem));
  $("#listen").addEventListener("click", () => onListen().catch(onProblem));
  $("#options").addEventListener("click", () => browser.runtime.openOptionsPage());
  $("#open").addEventListener("click", openApp);
  $("#notice button").addEventListener("click", () => ($("#notice").hidden = true));
}

async function main() {
  fillWords(document);
  connect();
  fillQualities($("#quality"), (await remembered()).quality);
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  await showPage(tab);
  const problem = await kept("problem", null);
  if (problem && !["not_running", "not_paired", "revoked"].includes(problem.kind)) onProblem(problem);
  await keep("problem", undefined);
  await browser.action.setBadgeText({ text: "" });
  follow($("#queue .rows"), { onProblem, onWell: showWell, onLogin });
  askBackground("watch");
  await Promise.all([showListening(), showFound()]);
  setInterval(() => showFound().catch(() => null), LOOK_AGAIN_MS);
}

main();
