/** The number of running downloads on the toolbar button, kept while there are any that may still run. */

import { browser, words } from "../lib/browser.js";
import { happenings } from "../lib/events.js";
import { remembered } from "../lib/state.js";

const ALARM = "watch";
const COLOURS = { running: "#4453d6", problem: "#b92532", done: "#166f42" };
const FLASH_MS = 1500;
/** Whether this run of the background listens already. */
let isListening = false;
/** What is shown when no short sign is. */
let running = 0;

/** Listen until no download is left that may still run; an alarm begins again where the browser ends us. */
export async function watch() {
  if (isListening || !(await remembered()).token) return;
  isListening = true;
  const ending = new AbortController();
  await browser.alarms.create(ALARM, { periodInMinutes: 0.5 });
  try {
    for await (const { name, data } of happenings(ending.signal)) {
      await browser.runtime.getPlatformInfo(); // a sign of life: without one Chrome ends the background
      if (name === "queue.stats" && !(await show(data.by_status))) break;
    }
  } catch {
    running = 0;
    await showRunning();
  } finally {
    ending.abort();
    isListening = false;
  }
}

/**
 * Show how many run.
 * @param {Record<string, number>} counts by status
 * @returns {Promise<boolean>} whether any may still change by itself
 */
async function show(counts) {
  running = counts.running ?? 0;
  await showRunning();
  await browser.action.setTitle({ title: running ? words("titleRunning", running) : words("name") });
  const isAnyLeft = running + (counts.queued ?? 0) + (counts.paused ?? 0) > 0;
  if (!isAnyLeft) await browser.alarms.clear(ALARM);
  return isAnyLeft;
}

/**
 * A short sign that something was sent, or a lasting one that it was not.
 * @param {boolean} isGood
 */
export async function flash(isGood) {
  await setBadge(isGood ? "✓" : "!", isGood ? COLOURS.done : COLOURS.problem);
  if (isGood) setTimeout(showRunning, FLASH_MS);
}

function showRunning() {
  return setBadge(running ? String(running) : "");
}

/**
 * @param {string} text
 * @param {string} color
 */
async function setBadge(text, color = COLOURS.running) {
  await browser.action.setBadgeBackgroundColor({ color });
  await browser.action.setBadgeText({ text });
}
