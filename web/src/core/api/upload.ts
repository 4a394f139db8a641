import type { Upload, Uploaded } from "@/core/domain/entities/character";
import { Failure, OFFLINE } from "./failure";

/** The fields of Cloudinary's upload response that the app uses. */
interface StoreResponse {
  public_id?: unknown;
  version?: unknown;
  signature?: unknown;
}

/**
 * Uploads a picture to the image store. Uses XMLHttpRequest because `fetch` does not report upload progress.
 *
 * @param onProgress receives the fraction sent, from 0 to 1
 * @throws Failure `PAYLOAD_TOO_LARGE`, `PICTURE_REFUSED`, `STORAGE_UNAVAILABLE` or `OFFLINE`; AbortError if aborted
 */
export function uploadPicture(
  upload: Upload,
  picture: File,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) {
      form.append(name, value);
    }
    form.append("file", picture);

    const request = new XMLHttpRequest();
    request.open("POST", upload.uploadUrl);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { public_id: publicId, version, signature } = (request.response ?? {}) as StoreResponse;
      if (request.status < 300 && typeof publicId === "string" && typeof signature === "string" && version !== undefined) {
        resolve({ publicId, version: Number(version), signature });
      } else if (request.status === 413) {
        reject(new Failure("PAYLOAD_TOO_LARGE"));
      } else if (request.status === 415 || request.status === 400) {
        // The store's statuses for a file that is not a picture and for an expired upload signature.
        reject(new Failure("PICTURE_REFUSED"));
      } else {
        reject(new Failure("STORAGE_UNAVAILABLE"));
      }
    };
    request.onerror = () => reject(new Failure(OFFLINE));
    request.onabort = () => reject(new DOMException("The upload was aborted", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) {
      reject(new DOMException("The upload was aborted", "AbortError"));
    } else {
      request.send(form);
    }
  });
}
