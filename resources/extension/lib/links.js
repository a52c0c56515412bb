/** Links: which can be sent, whose they are, and what kind of media an address or an answer is. */

/** @typedef {"HLS" | "DASH" | "video" | "audio"} MediaKind */

const ADDRESS = /https?:\/\/[^\s<>"'\u2018-\u201d]+/gi;
/** @type {[RegExp, MediaKind][]} */
const BY_NAME = [
  [/\.m3u8$/i, "HLS"],
  [/\.mpd$/i, "DASH"],
  [/\.(?:mp4|m4v|webm|mov|mkv|flv|ogv|avi)$/i, "video"],
  [/\.(?:mp3|m4a|aac|flac|wav|opus|ogg|oga)$/i, "audio"],
];
/** @type {[RegExp, MediaKind][]} */
const BY_TYPE = [
  [/^(?:application|audio)\/(?:vnd\.apple\.mpegurl|x-mpegurl|mpegurl)$/i, "HLS"],
  [/^application\/dash\+xml$/i, "DASH"],
  [/^video\/(?!mp2t|iso\.segment)/i, "video"],
  [/^audio\//i, "audio"],
];
/** Pieces of streams, whose playlist is what is wanted. */
const PIECE = /\.(?:ts|m4s|cmfv|cmfa|vtt|key)$|(?:^|[/_-])(?:seg|segment|frag|chunk|init)[-_]?\d*\.\w+$/i;

/**
 * Whether it is an address that MediaDL takes.
 * @param {string | undefined} link
 */
export function isSendable(link) {
  return /^https?:\/\/[^/]/i.test(link ?? "") && link.length <= 4096;
}

/**
 * The host of a link; "" for what is none.
 * @param {string} link
 */
export function hostOf(link) {
  return URL.canParse(link) ? new URL(link).hostname : "";
}

/**
 * Whether it is at the address that MediaDL answers at. With a permission for that browsers leave out which
 * extension asks.
 * @param {string} link
 */
export function isOwnAddress(link) {
  return hostOf(link) === "127.0.0.1";
}

/**
 * The addresses that stand in a text.
 * @param {string} text
 * @returns {string[]}
 */
export function linksIn(text) {
  return (text.match(ADDRESS) ?? []).map((link) => link.replace(/[.,;:!?)\]}]+$/, ""));
}

/**
 * What kind of media it is; null for none, and for pieces of one.
 * @param {string} link
 * @param {string} [type] of the answer
 * @returns {MediaKind | null}
 */
export function mediaKind(link, type = "") {
  if (!isSendable(link) || !URL.canParse(link)) return null;
  const path = new URL(link).pathname;
  const said = type.split(";")[0].trim();
  const typed = BY_TYPE.find(([pattern]) => pattern.test(said));
  if (typed && (typed[1] === "HLS" || typed[1] === "DASH")) return typed[1];
  if (PIECE.test(path)) return null;
  return (typed ?? BY_NAME.find(([pattern]) => pattern.test(path)))?.[1] ?? null;
}

/**
 * What a browser would name as the page that a link was found on: the whole only to the page's own site
 * (W3C Referrer Policy, strict-origin-when-cross-origin).
 * @param {string} page
 * @param {string} link
 * @returns {string | undefined}
 */
export function refererOf(page, link) {
  if (!isSendable(page) || !URL.canParse(page) || !URL.canParse(link)) return undefined;
  const [from, to] = [new URL(page), new URL(link)];
  if (from.protocol === "https:" && to.protocol === "http:") return undefined;
  if (from.origin !== to.origin) return `${from.origin}/`;
  return from.origin + from.pathname + from.search;
}
