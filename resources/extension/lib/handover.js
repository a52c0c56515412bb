/** Hands a site's login over with a link: cookies, referer and user agent, where the user has said so. */

import { ask } from "./api.js";
import { browser } from "./browser.js";
import { hostOf, isOwnAddress, refererOf } from "./links.js";
import { remember, remembered } from "./state.js";

/** @typedef {{url: string, tabId?: number}} Page where a link was found */

/** Answers after which nothing is left to delete, or nobody may. @type {import("./problems.js").Kind[]} */
const GONE = ["rejected", "revoked", "not_paired"];

/**
 * What the browser has to be asked for before a site's login can be handed over: its cookies, and those that
 * it shares with its parent domains. Names are exact: no other site under the same parent is opened.
 * @param {string} url
 * @returns {chrome.permissions.Permissions}
 */
export function wantedFor(url) {
  return { permissions: ["cookies"], origins: hostsWithCookies(hostOf(url)).map((host) => `*://${host}/*`) };
}

/**
 * A host and its parents, down to two names.
 * @param {string} host
 * @returns {string[]}
 */
export function hostsWithCookies(host) {
  const names = host.split(".");
  if (/^[\d.]+$|:/.test(host) || names.length < 3) return [host];
  return names.slice(0, -1).map((_name, place) => names.slice(place).join("."));
}

/**
 * Whether a login can be handed over at all; at MediaDL's own address it cannot.
 * @param {string} url
 */
export function canHandOver(url) {
  return hostOf(url) !== "" && !isOwnAddress(url);
}

/**
 * Whether the user has said that this site's login goes along.
 * @param {string} url
 */
export async function isHandedOver(url) {
  const { handover } = await remembered();
  return handover.includes(hostOf(url)) && browser.permissions.contains(wantedFor(url));
}

/**
 * Note the user's word for a site.
 * @param {string} host
 * @param {boolean} isWanted
 */
export async function setHandover(host, isWanted) {
  const { handover } = await remembered();
  const others = handover.filter((one) => one !== host);
  await remember({ handover: isWanted ? [...others, host] : others });
  if (isWanted) return;
  await forgetJar(host);
  await browser.permissions.remove({ origins: wantedFor(`https://${host}/`).origins });
}

/**
 * The fields of a request that hand a login over; none where the user has not said so.
 * @param {string} link
 * @param {Page} page
 * @returns {Promise<object>}
 */
export async function loginFields(link, page) {
  for (const url of [link, page.url]) {
    if (!(await isHandedOver(url))) continue;
    const referer = refererOf(page.url, link);
    return {
      ...(await jarFields(hostOf(url), cookieSources(url, link), page.tabId)),
      ...(referer && { referer }),
      user_agent: navigator.userAgent,
    };
  }
  return {};
}

/**
 * The addresses whose cookies go along when a site's login does: those that `wantedFor` asks for and no
 * others, even where the browser would tell us more because the user lets us listen to all sites.
 * @param {string} url of the site
 * @param {string} link
 * @returns {string[]}
 */
export function cookieSources(url, link) {
  const hosts = hostsWithCookies(hostOf(url));
  return [...new Set([url, link])].filter((one) => hosts.includes(hostOf(one)));
}

/**
 * Have MediaDL keep the site's cookies of now, unless it has these already.
 * @param {string} host
 * @param {string[]} urls whose cookies
 * @param {number | undefined} tabId
 */
async function jarFields(host, urls, tabId) {
  const text = netscape(await cookiesOf(urls, tabId));
  if (!text) return {};
  const [{ jars }, digest] = [await remembered(), await digestOf(text)];
  const last = jars[host];
  if (last?.digest === digest && (await isThere(last.id))) return { cookies_id: last.id };
  const told = await ask("POST", "/auth/cookies", { cookies: text, name: host.slice(0, 60) });
  await forgetJar(host);
  await remember({ jars: { ...(await remembered()).jars, [host]: { id: told.cookie_id, digest } } });
  return { cookies_id: told.cookie_id };
}

/** @param {string} id */
function isThere(id) {
  return ask("GET", `/auth/cookies/${id}`).then(() => true, () => false);
}

/** Have MediaDL delete what it was not there to be asked for when the user took the word for a site back. */
export async function forgetJars() {
  const { handover, jars } = await remembered();
  for (const host of Object.keys(jars)) {
    if (!handover.includes(host)) await forgetJar(host);
  }
}

/** @param {string} host */
async function forgetJar(host) {
  const { [host]: last } = (await remembered()).jars;
  if (!last) return;
  try {
    await ask("DELETE", `/auth/cookies/${last.id}`);
  } catch (error) {
    if (!GONE.includes(error.kind)) return; // MediaDL has it still, and is asked again before the next link
  }
  const { [host]: _gone, ...others } = (await remembered()).jars;
  await remember({ jars: others });
}

/**
 * The cookies that the browser would send to these addresses, of the tab's own container or private window.
 * @param {string[]} urls
 * @param {number | undefined} tabId
 */
async function cookiesOf(urls, tabId) {
  const stores = await browser.cookies.getAllCookieStores();
  const store = stores.find((one) => one.tabIds.includes(tabId));
  const found = new Map();
  for (const url of urls) {
    const asked = store ? { url, storeId: store.id } : { url };
    const cookies = await browser.cookies.getAll(asked).catch(() => []); // not permitted for this address
    for (const one of cookies) found.set([one.domain, one.path, one.name].join(" "), one);
  }
  return [...found.values()];
}

/**
 * Cookies as a Netscape file, which is what MediaDL takes.
 * @param {chrome.cookies.Cookie[]} cookies
 * @returns {string} "" for none
 */
export function netscape(cookies) {
  const lines = cookies
    .filter((one) => !/[\t\r\n]/.test(one.name + one.value + one.path))
    .map((one) =>
      [
        (one.httpOnly ? "#HttpOnly_" : "") + one.domain,
        one.hostOnly ? "FALSE" : "TRUE",
        one.path,
        one.secure ? "TRUE" : "FALSE",
        Math.floor(one.expirationDate ?? 0),
        one.name,
        one.value,
      ].join("\t"),
    );
  return lines.length ? ["# Netscape HTTP Cookie File", ...lines.sort(), ""].join("\n") : "";
}

/** @param {string} text */
async function digestOf(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
