/** Where `public/sw.js` keeps the photos that another app shared with this one. `main.tsx` removes them at a sign-out. */
const SHARED_PHOTOS = "shared-photos";

/** Returns the photos that another app shared, once. */
export async function takeSharedPhotos(): Promise<File[]> {
  const cache = await caches.open(SHARED_PHOTOS);
  const photos = await Promise.all(
    (await cache.keys()).map(async (request) => {
      const photo = await (await cache.match(request))!.blob();
      return new File([photo], decodeURIComponent(request.url.split("/").at(-1)!), { type: photo.type });
    }),
  );
  await caches.delete(SHARED_PHOTOS);
  return photos;
}
