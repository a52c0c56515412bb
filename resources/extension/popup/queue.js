/** The downloads of this browser in the popup, live. */

import { ask } from "../lib/api.js";
import { browser, element, iconButton, words } from "../lib/browser.js";
import { happenings } from "../lib/events.js";
import { Problem } from "../lib/problems.js";

/** Until the next stream when one has ended, as it does when MediaDL takes the token back. */
const PAUSE_MS = 200;
const TROUBLE_PAUSE_MS = 1500;
const SHOWN = 30;
/** What comes first. */
const RANK = { running: 0, queued: 1, paused: 2, failed: 3, completed: 4, cancelled: 5 };

/**
 * @typedef {object} Download the fields of MediaDL's answer that are shown
 * @property {string} request_id
 * @property {string} url
 * @property {string | null} title
 * @property {"queued" | "running" | "paused" | "completed" | "failed" | "cancelled"} status
 * @property {number} progress_percent
 * @property {number | null} speed bytes a second
 * @property {number | null} eta seconds
 * @property {string | null} format
 * @property {string | null} error
 * @property {string | null} error_code
 * @property {string} created_at
 */

/**
 * @typedef {object} Listeners
 * @property {(problem: Problem) => void} onProblem
 * @property {() => void} onWell
 * @property {(one: Download) => void} onLogin the user wants to hand the login over
 */

/** @type {Map<string, Download>} */
const downloads = new Map();
/** @type {Map<string, HTMLElement>} */
const rows = new Map();

/**
 * Show downloads, and go on until the popup is closed.
 * @param {HTMLElement} list
 * @param {Listeners} listeners
 */
export async function follow(list, listeners) {
  for (;;) {
    let pauseMs = PAUSE_MS;
    try {
      await followOnce(list, listeners);
    } catch (error) {
      pauseMs = TROUBLE_PAUSE_MS;
      listeners.onProblem(error instanceof Problem ? error : new Problem("not_running"));
    }
    await new Promise((done) => setTimeout(done, pauseMs));
  }
}

/** One stream, to its end. The list is asked for when the stream has begun, so that nothing lies between. */
async function followOnce(list, listeners) {
  let isComplete = false;
  for await (const event of happenings(new AbortController().signal)) {
    if (event.name === "stream.reset") return;
    if (!isComplete && event.name === "queue.stats") {
      isComplete = true;
      const { items } = await ask("GET", `/download?page_size=${SHOWN}&sort=-created_at`);
      downloads.clear();
      for (const one of items) downloads.set(one.request_id, one);
      listeners.onWell();
      draw(list, listeners);
    } else if (take(event)) {
      draw(list, listeners);
    }
  }
}

/**
 * @param {import("../lib/events.js").Happened} event
 * @returns {boolean} whether something is to be drawn
 */
function take({ name, data }) {
  if (name === "job.removed") return downloads.delete(data.request_id);
  if (name === "job.added" || name === "job.changed") downloads.set(data.request_id, data);
  else if (name === "job.progress") Object.assign(downloads.get(data.request_id) ?? {}, data);
  else return false;
  return true;
}

/** Draw what has changed; a row keeps its elements, so that focus stays where it is. */
function draw(list, listeners) {
  const all = [...downloads.values()].sort(
    (one, other) => RANK[one.status] - RANK[other.status] || other.created_at.localeCompare(one.created_at),
  );
  const shown = all.slice(0, SHOWN).map((one) => {
    const row = rows.get(one.request_id) ?? element("li", "row");
    rows.set(one.request_id, row);
    const look = JSON.stringify([one.status, one.title, one.error]);
    if (row.dataset.look !== look) {
      row.dataset.look = look;
      build(row, one, listeners);
    }
    row.querySelector("progress").value = one.progress_percent;
    row.querySelector(".muted").textContent = statusWords(one);
    return row;
  });
  const before = [...list.children];
  const isSame = shown.length === before.length && shown.every((row, place) => before[place] === row);
  if (!isSame) list.replaceChildren(...shown);
  list.parentElement.querySelector(".empty").hidden = shown.length > 0;
}

/**
 * @param {HTMLElement} row
 * @param {Download} one
 */
function build(row, one, listeners) {
  row.className = `row ${one.status}`;
  const title = one.title ?? one.url;
  const what = element("div", "what");
  const name = element("div", "name", title);
  name.title = title;
  const bar = element("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", words("progressOf", title));
  bar.hidden = one.status !== "running" && one.status !== "paused";
  what.append(name, bar, element("div", "muted"));
  row.replaceChildren(what, ...buttonsOf(one, title, listeners));
}

/** @param {Download} one */
function buttonsOf(one, title, listeners) {
  const steer = (method, verb) => () =>
    ask(method, `/download/${one.request_id}${verb}`).catch((error) => listeners.onProblem(error));
  const pause = iconButton("pause", words("pauseOf", title), steer("POST", "/pause"));
  const resume = iconButton("resume", words("resumeOf", title), steer("POST", "/resume"));
  const cancel = iconButton("cancel", words("cancelOf", title), steer("DELETE", ""));
  const retry = iconButton("retry", words("retryOf", title), steer("POST", "/retry"));
  const login = iconButton("key", words("loginFor", title), () => listeners.onLogin(one));
  const isAsked = one.error_code === "LOGIN_NEEDED";
  switch (one.status) {
    case "running":
    case "queued":
      return [pause, cancel];
    case "paused":
      return one.error_code === "IS_LIST" ? [cancel] : [resume, cancel];
    case "failed":
      return isAsked ? [login, retry] : [retry];
    default:
      return [];
  }
}

/** @param {Download} one */
function statusWords(one) {
  switch (one.status) {
    case "running":
      return runningWords(one);
    case "paused":
      if (one.error_code === "IS_LIST") return words("statusList");
      return words("statusPaused", Math.floor(one.progress_percent));
    case "completed":
      return one.format ? words("statusDone", one.format) : words("statusDonePlain");
    case "failed":
      return words("statusFailed", one.error ?? "");
    case "cancelled":
      return words("statusCancelled");
    default:
      return words("statusQueued");
  }
}

/** @param {Download} one */
function runningWords(one) {
  const percent = Math.floor(one.progress_percent);
  if (!one.speed) return words("statusRunning", percent);
  const language = browser.i18n.getUILanguage();
  const speed = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(one.speed / 1e6);
  return words("statusRunningFast", percent, speed);
}
