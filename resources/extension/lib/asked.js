/** What a permission was asked for: the browser's question may close the popup that asked. */

import { browser } from "./browser.js";
import { keep, kept } from "./state.js";

/** So long an answer may take: a closed popup hears no “no”, and later a yes is one to something else. */
const WAIT_MS = 120000;

/**
 * @typedef {object} Purpose what to go on with
 * @property {string} [handover] a host whose login goes along from then on
 * @property {import("../background/sending.js").Wanted} [wanted] what is to be sent
 */

/**
 * @param {chrome.permissions.Permissions} permissions
 * @param {Purpose} purpose
 */
export function noteAsked(permissions, purpose) {
  return keep("asked", { permissions, purpose, at: Date.now() });
}

/** It was denied. */
export function forgetAsked() {
  return keep("asked", undefined);
}

/**
 * What to go on with now, once; null where nothing was asked for, it is not given, or that is too long ago.
 * @returns {Promise<Purpose | null>}
 */
export async function takeAsked() {
  const asked = await kept("asked", null);
  if (!asked || !(await browser.permissions.contains(asked.permissions))) return null;
  await forgetAsked();
  return Date.now() - asked.at < WAIT_MS ? asked.purpose : null;
}
