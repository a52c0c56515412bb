/** What can go wrong between the browser and MediaDL, and how it is said. */

import { words } from "./browser.js";

/**
 * @typedef {"not_running" | "not_paired" | "revoked" | "origin_hidden" | "rate_limited" | "rejected"
 *   | "no_links" | "not_allowed" | "broken"} Kind
 */

/** A problem with a sentence of MediaDL, where it has said one. */
export class Problem extends Error {
  /**
   * @param {Kind} kind
   * @param {string} detail MediaDL's own sentence
   * @param {number} waitS seconds until it may work again
   */
  constructor(kind, detail = "", waitS = 0) {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
    this.waitS = waitS;
  }
}

/**
 * A problem in words: what happened, and what to do.
 * @param {{kind?: Kind, detail?: string, waitS?: number, message?: string}} problem an error of ours, or any
 * @returns {string}
 */
export function sentenceOf({ kind, message = "", detail = message, waitS = 0 }) {
  switch (kind) {
    case "not_running":
      return words("problemNotRunning");
    case "not_paired":
      return words("problemNotPaired");
    case "revoked":
      return words("problemRevoked");
    case "origin_hidden":
      return words("problemOriginHidden");
    case "rate_limited":
      return words("problemRateLimited", Math.max(1, Math.ceil(waitS)));
    case "rejected":
      return words("problemRejected", detail);
    case "no_links":
      return words("problemNoLinks");
    case "not_allowed":
      return words("problemNotAllowed");
    default:
      return words("problemBroken", detail);
  }
}

/**
 * What an answer that is no success means.
 * @param {Response} answer
 * @returns {Promise<Problem>}
 */
export async function problemOf(answer) {
  const told = await answer.json().catch(() => ({}));
  const fields = (told.errors ?? []).map((one) => one.message);
  const detail = fields.join(" ") || told.detail || `HTTP ${answer.status}`;
  const waitS = Number(answer.headers.get("Retry-After")) || 0;
  if (answer.status === 401) return new Problem("revoked", detail);
  if (told.code === "FORBIDDEN_ORIGIN") return new Problem("origin_hidden", detail);
  if (answer.status === 429) return new Problem("rate_limited", detail, waitS || 5);
  return new Problem(answer.status < 500 ? "rejected" : "broken", detail);
}
