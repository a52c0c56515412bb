/** How pages of the extension ask the background. */

import { browser } from "./browser.js";
import { Problem } from "./problems.js";

/**
 * @param {string} what a name that the background answers to
 * @param {object} [more]
 * @returns {Promise<any>}
 * @throws {Problem}
 */
export async function askBackground(what, more = {}) {
  const { told, problem } = (await browser.runtime.sendMessage({ ask: what, ...more })) ?? {};
  if (problem) throw new Problem(problem.kind, problem.detail, problem.waitS);
  return told;
}
