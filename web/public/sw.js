// The service worker. It keeps the app without any data of people, so that it also opens offline, and takes photos that other apps
// share with this one. Pages come from the network first, so that a new version reaches people with the next page that they open.

const SHELL = "shell";
const SHARED = "shared-photos";
const DOCUMENT = "/index.html";

/** Files of the document whose names contain no hash. */
const UNHASHED = ["/before-paint.js", "/favicon.svg"];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepShell());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) {
    return;
  }
  if (request.method === "POST" && pathname === "/share-photos") {
    event.respondWith(keepShared(request));
  } else if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(openPage(event));
  } else if (pathname.startsWith("/assets/")) {
    event.respondWith(fromCache(request));
  } else if (UNHASHED.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => kept(pathname)));
  }
});

const kept = async (path) => (await caches.match(path)) ?? Response.error();

/** Keeps the document and the files that it names, and removes those of earlier versions. */
async function keepShell() {
  const response = await fetch(DOCUMENT, { cache: "no-cache" });
  if (!response.ok) {
    return;
  }
  const shell = await caches.open(SHELL);
  const text = await response.clone().text();
  if ((await (await shell.match(DOCUMENT))?.text()) === text) {
    return;
  }
  const files = new Set((text.match(/assets\/[\w.-]+/g) ?? []).map((name) => `/${name}`));
  await shell.addAll([...files, ...UNHASHED]);
  await shell.put(DOCUMENT, response);
  for (const request of await shell.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/assets/") && !files.has(pathname)) {
      await shell.delete(request);
    }
  }
}

async function openPage(event) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(keepShell().catch(() => {}));
    return response;
  } catch {
    return kept(DOCUMENT);
  }
}

/** A file whose name contains a hash. It never changes. */
async function fromCache(request) {
  const found = await caches.match(request);
  if (found) {
    return found;
  }
  const response = await fetch(request);
  if (response.ok) {
    const shell = await caches.open(SHELL);
    await shell.put(request, response.clone());
  }
  return response;
}

/** Keeps shared photos until the page that creates images takes them. */
async function keepShared(request) {
  const photos = (await request.formData()).getAll("photos");
  await caches.delete(SHARED);
  const shared = await caches.open(SHARED);
  for (const [index, photo] of photos.entries()) {
    await shared.put(`/${index}/${encodeURIComponent(photo.name)}`, new Response(photo));
  }
  return Response.redirect("/create?shared", 303);
}
