/** The card by which this browser is connected to MediaDL. */

import { ask, findPort } from "../lib/api.js";
import { askBackground } from "../lib/asking.js";
import { words } from "../lib/browser.js";
import { sentenceOf } from "../lib/problems.js";
import { openApp } from "../lib/starting.js";
import { remember, remembered } from "../lib/state.js";

const PAUSE_MS = 1500;
/** @param {string} selector */
const $ = (selector) => document.querySelector(selector);
/** What connecting last ended with, until it is tried again. */
let lastSentence = "";
let wasPending = false;

/** Show how it stands, and go on showing it. */
export async function followConnection() {
  $("#connect").addEventListener("click", onConnect);
  $("#disconnect").addEventListener("click", () => askBackground("disconnect").then(show));
  $("#start").addEventListener("click", openApp);
  $("#port").addEventListener("change", onPort);
  for (;;) {
    if (!document.hidden) await show().catch(() => null);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

async function onConnect() {
  lastSentence = "";
  const pairing = await askBackground("pairing");
  try {
    await askBackground(pairing?.status === "pending" ? "stopPairing" : "pair");
  } catch (error) {
    lastSentence = sentenceOf(error);
  }
  wasPending = false;
  await show();
}

/** Look there first from now on; where nobody answers, MediaDL's own ports are tried. */
async function onPort() {
  if (!$("#port").reportValidity()) return;
  await remember({ port: $("#port").valueAsNumber });
  await show();
}

async function show() {
  const pairing = await askBackground("pairing");
  const isPending = pairing?.status === "pending";
  if (wasPending && pairing?.status === "denied") lastSentence = words("pairingDenied");
  if (wasPending && pairing?.status === "expired") lastSentence = words("pairingExpired");
  wasPending = isPending;
  $("#code").hidden = !isPending;
  if (isPending) showCode(pairing);
  const { token, isRevoked, port } = await remembered();
  if (document.activeElement !== $("#port")) $("#port").value = port;
  const state = isPending ? "pending" : await stateOf(token);
  const isConnected = state === "connected";
  const [title, detail] = statusWords(state);
  $("#status .strong").textContent = title;
  $("#status .strong").classList.toggle("good", isConnected);
  $("#status .muted").textContent = lastSentence || detail;
  $("#steps").hidden = isConnected || isPending;
  $("#connect").hidden = isConnected;
  $("#connect").classList.toggle("primary", !isPending);
  $("#connect").textContent = words(isPending ? "cancel" : isRevoked ? "connectAgain" : "connect");
  $("#start").hidden = state !== "not_running";
  $("#disconnect").hidden = !token || isPending;
}

/** @param {{code: string, endsAt: number}} pairing */
function showCode({ code, endsAt }) {
  const output = $("#code output");
  if (output.textContent !== code) output.textContent = code;
  output.setAttribute("aria-label", [...code].join(" "));
  const leftS = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  $("#left").textContent = words("timeLeft", leftS);
}

/**
 * @param {string} token
 * @returns {Promise<string>}
 */
async function stateOf(token) {
  try {
    await (token ? ask("GET", "/download?page_size=1") : findPort());
    return token ? "connected" : "not_paired";
  } catch (error) {
    return error.kind ?? "broken";
  }
}

/**
 * @param {string} state
 * @returns {[string, string]}
 */
function statusWords(state) {
  switch (state) {
    case "pending":
      return [words("waiting"), words("waitingWhy")];
    case "connected":
      return [words("connected"), words("connectedWhy")];
    case "revoked":
      return [words("revoked"), words("problemRevoked")];
    case "not_running":
      return [words("notRunning"), words("problemNotRunning")];
    case "not_paired":
      return [words("notPaired"), words("notPairedWhy")];
    case "origin_hidden":
      return [words("originHidden"), words("problemOriginHidden")];
    default:
      return [words("notPaired"), words("problemBroken", "")];
  }
}
