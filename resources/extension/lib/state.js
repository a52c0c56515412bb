/** What the extension remembers, all of it in the browser's storage: the background may end at any time. */

import { browser } from "./browser.js";

/**
 * @typedef {object} Memory what outlives the browser; never `storage.sync`: the token is this computer's
 * @property {string} token "" while nothing is connected
 * @property {boolean} isRevoked whether MediaDL has refused the token
 * @property {number} port where MediaDL was found last
 * @property {string} quality
 * @property {"now" | "choose" | "paused"} start
 * @property {string[]} handover hosts whose login goes along
 * @property {Record<string, Jar>} jars what was handed over, by host
 */

/** @typedef {{id: string, digest: string}} Jar its id in MediaDL, and a digest of the cookies in it */

export const FIRST_PORT = 8787;
export const PORTS = Array.from({ length: 10 }, (_, place) => FIRST_PORT + place);

/** @type {Memory} */
const DEFAULTS = {
  token: "",
  isRevoked: false,
  port: FIRST_PORT,
  quality: "best",
  start: "now",
  handover: [],
  jars: {},
};

/** @returns {Promise<Memory>} */
export function remembered() {
  return browser.storage.local.get(DEFAULTS);
}

/** @param {Partial<Memory>} changes */
export function remember(changes) {
  return browser.storage.local.set(changes);
}

/**
 * What is kept until the browser ends.
 * @template T
 * @param {string} key
 * @param {T} otherwise
 * @returns {Promise<T>}
 */
export async function kept(key, otherwise) {
  return (await browser.storage.session.get({ [key]: otherwise }))[key];
}

/**
 * @param {string} key
 * @param {unknown} value undefined forgets it
 */
export function keep(key, value) {
  if (value === undefined) return browser.storage.session.remove(key);
  return browser.storage.session.set({ [key]: value });
}
