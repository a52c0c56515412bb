/** Speaks to MediaDL on this computer: finds its port, sends the token, and tells what goes wrong. */

import { Problem, problemOf } from "./problems.js";
import { PORTS, remember, remembered } from "./state.js";

const ANSWER_MS = 20000;
const LOOK_MS = 2000;

/**
 * The literal address, because `localhost` may mean something else.
 * @param {number} port
 * @param {string} path below `/api/v1`
 */
function address(port, path) {
  return `http://127.0.0.1:${port}/api/v1${path}`;
}

/**
 * Whether MediaDL answers there.
 * @param {number} port
 * @returns {Promise<number>} the port; rejects when nobody or somebody else does
 */
async function answersAt(port) {
  const answer = await fetch(address(port, "/version"), {
    credentials: "omit",
    signal: AbortSignal.timeout(LOOK_MS),
  });
  const told = await answer.json();
  if (told.name !== "MediaDL") throw new Problem("not_running");
  return port;
}

/**
 * Look where MediaDL is: where it was last, else at its own port and those it falls back to.
 * @returns {Promise<number>}
 */
export async function findPort() {
  const { port: last } = await remembered();
  const found = await answersAt(last).catch(() => 0);
  if (found) return found;
  const looks = await Promise.all(PORTS.map((port) => answersAt(port).catch(() => 0)));
  const port = looks.find(Boolean);
  if (!port) throw new Problem("not_running");
  const isAsBefore = (await remembered()).port === last; // else the user has said another one meanwhile
  if (isAsBefore) await remember({ port });
  return port;
}

/**
 * Send a request and read the answer as JSON.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 * @throws {Problem}
 */
export async function ask(method, path, body) {
  const { token } = await remembered();
  if (!token) throw new Problem("not_paired");
  const answer = await request(method, path, { body, token, signal: AbortSignal.timeout(ANSWER_MS) });
  return answer.json();
}

/**
 * Send a request without a token: pairing alone is open to those.
 * @param {string} path
 * @param {object} body
 */
export async function askOpenly(path, body) {
  const answer = await request("POST", path, { body, signal: AbortSignal.timeout(ANSWER_MS) });
  return answer.json();
}

/**
 * Send a request; an answer that is no success is a problem.
 * @param {string} method
 * @param {string} path
 * @param {{body?: object, token?: string, signal?: AbortSignal, headers?: Record<string, string>}} more
 * @returns {Promise<Response>}
 */
export async function request(method, path, { body, token, signal, headers = {} } = {}) {
  /** @type {Record<string, string>} */
  const sent = { ...headers };
  if (token) sent.Authorization = `Bearer ${token}`;
  if (body) sent["Content-Type"] = "application/json";
  const send = (port) =>
    fetch(address(port, path), {
      method,
      headers: sent,
      body: body && JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal,
    });
  const { port } = await remembered();
  const answer = await send(port).catch(async (error) => {
    if (signal?.aborted) throw error.name === "TimeoutError" ? new Problem("not_running") : error;
    return send(await findPort()).catch(() => {
      throw new Problem("not_running");
    });
  });
  if (answer.ok) {
    if (token) await noteAccepted();
    return answer;
  }
  const problem = await problemOf(answer);
  if (problem.kind === "revoked" && token) await remember({ isRevoked: true });
  throw problem;
}

async function noteAccepted() {
  const { isRevoked } = await remembered();
  if (isRevoked) await remember({ isRevoked: false });
}
