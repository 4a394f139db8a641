import type { Upload, Uploaded } from "@/core/domain/entities/character";
import { Failure, OFFLINE } from "./failure";

/** What the store answers to a direct upload, as far as it is used. */
interface StoreAnswer {
  public_id?: unknown;
  version?: unknown;
  signature?: unknown;
}

/**
 * Sends a picture to its store. An XMLHttpRequest, because `fetch` tells no progress of what it sends.
 *
 * @param onProgress is told the part that is sent, from 0 to 1
 * @throws Failure `STORAGE_UNAVAILABLE` or `OFFLINE`; AbortError where it was given up
 */
export function uploadPicture(upload: Upload, picture: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<Uploaded> {
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
      const answer = (request.response ?? {}) as StoreAnswer;
      const { public_id: publicId, version, signature } = answer;
      if (request.status < 300 && typeof publicId === "string" && typeof signature === "string" && version !== undefined) {
        resolve({ publicId, version: Number(version), signature });
      } else if (request.status === 413) {
        reject(new Failure("PAYLOAD_TOO_LARGE"));
      } else if (request.status === 415 || request.status === 400) {
        // A store refuses with these what is no picture, and a leave that has run out.
        reject(new Failure("PICTURE_REFUSED"));
      } else {
        reject(new Failure("STORAGE_UNAVAILABLE"));
      }
    };
    request.onerror = () => reject(new Failure(OFFLINE));
    request.onabort = () => reject(new DOMException("given up", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) {
      reject(new DOMException("given up", "AbortError"));
    } else {
      request.send(form);
    }
  });
}
