/** The background: joins what the browser tells with what is to be done. It may be ended at any time. */

import { takeAsked } from "../lib/asked.js";
import { browser } from "../lib/browser.js";
import { setHandover } from "../lib/handover.js";
import { keep } from "../lib/state.js";
import { flash, watch } from "./badge.js";
import { forget, foundIn, listen } from "./finding.js";
import { makeMenus, meant } from "./menus.js";
import * as pairing from "./pairing.js";
import { send } from "./sending.js";

/** Turns to take what was asked for. @type {Promise<number>} */
let taking = Promise.resolve(0);

/** @typedef {{kind: string, detail: string, waitS: number}} PlainProblem */

/** What pages may ask for, by name. @type {Record<string, (asked: any) => Promise<any>>} */
const ANSWERS = {
  send: (asked) => sendAndWatch(asked.wanted),
  found: (asked) => foundIn(asked.tabId),
  permitted: () => afterPermission(),
  pair: () => pairing.begin(),
  pairing: () => pairing.standing(),
  stopPairing: () => pairing.giveUp(),
  disconnect: () => pairing.disconnect(),
  watch: async () => void watch(),
};

browser.runtime.onMessage.addListener((asked, sender, respond) => {
  // What runs inside a page has our id, too: should a page take that over, it is to be told nothing.
  const isOurPage = sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL(""));
  const answer = isOurPage && ANSWERS[asked.ask];
  if (!answer) return false;
  answer(asked).then(
    (told) => respond({ told }),
    (error) => respond({ problem: plain(error) }),
  );
  return true;
});

browser.runtime.onInstalled.addListener(makeMenus);
browser.runtime.onStartup.addListener(watch);
browser.alarms.onAlarm.addListener(({ name }) => (name === "pairing" ? pairing.wait() : watch()));
browser.tabs.onRemoved.addListener(forget);
browser.permissions.onAdded.addListener(() => {
  listen();
  afterPermission();
});
browser.contextMenus.onClicked.addListener(async (info, tab) => {
  const links = await meant(info, tab);
  await sendUnseen({ links, page: { url: info.pageUrl ?? tab.url ?? "", tabId: tab.id } });
});
browser.commands.onCommand.addListener(async (command, tab) => {
  if (command !== "send-page") return;
  const [active] = tab ? [tab] : await browser.tabs.query({ active: true, lastFocusedWindow: true });
  await sendUnseen({ links: [active.url ?? ""], page: { url: active.url ?? "", tabId: active.id } });
});
listen();
// For the same reason; Firefox has it only for what is kept until the browser ends.
browser.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

/** @param {import("./sending.js").Wanted} wanted */
async function sendAndWatch(wanted) {
  const count = await send(wanted);
  watch();
  return count;
}

/**
 * Send while no page of ours is open: the button shows what became of it, and the popup says it.
 * @param {import("./sending.js").Wanted} wanted
 */
async function sendUnseen(wanted) {
  try {
    await send(wanted);
    await keep("problem", undefined);
    await flash(true);
    watch();
  } catch (error) {
    await keep("problem", plain(error));
    await flash(false);
    // Where browsers let us, what is wrong is shown at once.
    await browser.action.openPopup?.().catch(() => null);
  }
}

/**
 * Go on with what a permission was asked for: the popup that asked may have been closed by the question.
 * Whoever comes first takes it.
 */
function afterPermission() {
  taking = taking.catch(() => 0).then(goOn);
  return taking;
}

async function goOn() {
  const { handover, wanted } = (await takeAsked()) ?? {};
  if (handover) await setHandover(handover, true);
  return wanted ? sendAndWatch(wanted) : 0;
}

/**
 * A problem as messages carry it.
 * @param {any} error
 * @returns {PlainProblem}
 */
function plain(error) {
  return { kind: error.kind ?? "broken", detail: error.detail ?? String(error), waitS: error.waitS ?? 0 };
}
