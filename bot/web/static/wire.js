// The wire: what is asked of the server, and what came back or did not.

/** `status` 0: nothing came back. @typedef {{status: number, error: string}} Answer */

const PATIENCE = 20_000; // for an answer to a few words

/** @param {string} body @returns {string} the server's sentence, if it said one */
function sentence(body) {
  try {
    return JSON.parse(body).error ?? "";
  } catch {
    return "";
  }
}

/** @param {string} path @param {object} body @returns {Promise<Answer>} */
export async function post(path, body) {
  const stop = new AbortController();
  const alarm = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal: stop.signal });
    return { status: answer.status, error: answer.ok ? "" : sentence(await answer.text()) };
  } catch {
    return { status: 0, error: "" };
  } finally {
    clearTimeout(alarm);
  }
}

/** Nothing when the server is away: whoever asked will ask again. @param {string} path */
export async function get(path) {
  try {
    const answer = await fetch(path, { cache: "no-store" });
    if (answer.status === 401 || answer.status === 403) return "signed-out";
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Only this old way tells how much has gone. @param {XMLHttpRequest} wire @param {string} path @param {File} file
 * @param {(part: number) => void} told @returns {Promise<Answer>} */
export function put(wire, path, file, told) {
  return new Promise((resolve) => {
    wire.upload.onprogress = (event) => told(event.loaded / Math.max(event.total, 1));
    wire.onload = () => resolve({ status: wire.status, error: sentence(wire.responseText) });
    wire.onerror = wire.onabort = () => resolve({ status: 0, error: "" });
    wire.open("PUT", path);
    wire.setRequestHeader("Content-Type", "application/octet-stream");
    wire.send(file);
  });
}
