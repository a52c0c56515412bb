/** Connects to MediaDL: asks, shows the code, and waits for the user's answer, whichever pages are closed. */

import { ask, askOpenly } from "../lib/api.js";
import { browser, words } from "../lib/browser.js";
import { keep, kept, remember } from "../lib/state.js";

const PAUSE_MS = 1000;
const ALARM = "pairing";
const SCOPES = ["submit", "read", "control", "cookies"];
/** Whether this run of the background polls already. */
let isWaiting = false;

/**
 * @typedef {object} Pairing
 * @property {"pending" | "approved" | "denied" | "expired"} status
 * @property {string} code
 * @property {string} pairId
 * @property {string} secret
 * @property {number} endsAt milliseconds of the clock
 */

/** How it stands; null when nobody has asked. The secret stays here. */
export async function standing() {
  const pairing = /** @type {Pairing | null} */ (await kept("pairing", null));
  if (pairing?.status === "pending") wait();
  return pairing && { status: pairing.status, code: pairing.code, endsAt: pairing.endsAt };
}

/** Ask MediaDL for a token; the user allows it there. */
export async function begin() {
  const told = await askOpenly("/pair", { name: browserName(), scopes: SCOPES });
  await keep("pairing", {
    status: "pending",
    code: told.code,
    pairId: told.pair_id,
    secret: told.secret,
    endsAt: Date.now() + told.expires_in * 1000,
  });
  // The background may be ended while it waits: an alarm wakes it again.
  await browser.alarms.create(ALARM, { periodInMinutes: 0.5 });
  return standing();
}

/** Wait no longer. */
export async function giveUp() {
  await keep("pairing", undefined);
  await browser.alarms.clear(ALARM);
}

/** Forget the token here; MediaDL's list of clients is the user's. */
export async function disconnect() {
  await giveUp();
  const { jars } = await browser.storage.local.get({ jars: {} });
  for (const jar of Object.values(jars)) {
    await ask("DELETE", `/auth/cookies/${jar.id}`).catch(() => null); // gone, or nobody is there to ask
  }
  await remember({ token: "", isRevoked: false, jars: {} });
}

/** Poll until the user has answered; one loop at a time. */
export async function wait() {
  if (isWaiting) return;
  isWaiting = true;
  try {
    while (await stillPending()) await new Promise((done) => setTimeout(done, PAUSE_MS));
  } finally {
    isWaiting = false;
    await browser.alarms.clear(ALARM);
  }
}

/** Ask once. */
async function stillPending() {
  const pairing = /** @type {Pairing | null} */ (await kept("pairing", null));
  if (pairing?.status !== "pending") return false;
  const body = { pair_id: pairing.pairId, secret: pairing.secret };
  const told = await askOpenly("/pair/poll", body).catch(() => null);
  const isOver = Date.now() > pairing.endsAt + 60000;
  if (told === null || told.status === "pending") {
    if (isOver) await keep("pairing", { ...pairing, status: "expired" });
    return !isOver;
  }
  if (told.token) await remember({ token: told.token, isRevoked: false, jars: {} });
  await keep("pairing", { status: told.status, code: pairing.code, endsAt: pairing.endsAt });
  return false;
}

/** What MediaDL's window shows: the user has to know which browser it is. */
function browserName() {
  const agent = navigator.userAgent;
  const brands = navigator.userAgentData?.brands.map((one) => one.brand).join(" ") ?? "";
  const known = [
    [/Edg/, "Edge"],
    [/Brave/, "Brave"],
    [/OPR|Opera/, "Opera"],
    [/Firefox/, "Firefox"],
    [/Google Chrome/, "Chrome"],
    [/Chrom/, "Chromium"],
  ];
  const found = known.find(([pattern]) => pattern.test(`${agent} ${brands}`));
  return words("clientName", found ? found[1] : "?");
}
