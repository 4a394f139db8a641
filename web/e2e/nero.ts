import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    port: number;
  }
}

const FOLDER = "target/e2e";
const PID = `${FOLDER}/nero.pid`;

/** How many templates there must be before the tests begin: the demo adds them in the background. */
const TEMPLATES = 58;

/** The port of a Nero that runs already, which saves its start; nothing stops it. */
export const RUNNING = process.env.NERO_PORT;

/** Starts Nero as people do, with the built app, and fresh data. */
export default async function setup(project: TestProject) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(`${FOLDER}/screenshots`, { recursive: true });
  const port = RUNNING ? Number(RUNNING) : await freePort();
  if (!RUNNING) {
    await startNero(port);
  }
  await until("the demo's templates", async () => {
    const answer = await fetch(`http://localhost:${port}/api/v1/templates?limit=${TEMPLATES}`);
    const { data } = (await answer.json()) as { data?: { templates: unknown[] } };
    return data?.templates.length === TEMPLATES;
  });
  project.provide("port", port);
  return RUNNING ? undefined : stopNero;
}

/** Starts Nero on a port and waits until it answers. */
export async function startNero(port: number): Promise<void> {
  const log = openSync(`${FOLDER}/nero.log`, "a");
  const nero: ChildProcess = spawn("../bin/start", ["--port", String(port), "--data", `${FOLDER}/data`], {
    // Vitest's NODE_ENV would have the app built for tests.
    env: {
      ...process.env,
      NODE_ENV: "production",
      NERO_SENDS_PER_PHONE: "1/PT10S",
      NERO_SENDS_PER_IP: "100000/PT1H",
      NERO_COUNTRIES_PER_IP: "1000/P1D",
      NERO_RATE_LIMIT: "100000/PT15M",
    },
    stdio: ["ignore", log, log],
  });
  writeFileSync(PID, String(nero.pid));
  await until("Nero", async () => {
    if (nero.exitCode !== null) {
      throw new Error(`Nero did not start: ${readFileSync(`${FOLDER}/nero.log`, "utf8")}`);
    }
    return (await fetch(`http://localhost:${port}/api/v1/health`)).ok;
  });
}

/** Ends Nero and waits until it is gone. */
export async function stopNero(): Promise<void> {
  const pid = Number(readFileSync(PID, "utf8"));
  process.kill(pid);
  await until("the end of Nero", async () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 240_000;
  while (Date.now() < end) {
    const so = await isSo().catch((error: unknown) => {
      if (error instanceof TypeError || error instanceof SyntaxError) {
        return false;
      }
      throw error;
    });
    if (so) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited too long for ${what}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
