import { useEffect, useRef, useState } from "react";
import { api, dataOf } from "@/core/api/client";
import { Failure, isAborted } from "@/core/api/failure";
import { changeCharacter } from "@/shared/queries/characters";
import {
  addPictures,
  type ChosenPicture,
  type RejectedFile,
  releasePreviews,
  removePicture,
  updatePicture,
} from "@/shared/stores/chosen-pictures";
import { isRetryable, PictureUploads } from "@/shared/stores/picture-uploads";

export type AddedPictures = ReturnType<typeof useAddedPictures>;

/** Pictures that the user adds to a character that has room for some. Leaving the page cancels their uploads. */
export function useAddedPictures(characterId: string, room: number) {
  const [pictures, setPictures] = useState<readonly ChosenPicture[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [uploads] = useState(
    () => new PictureUploads((count, signal) => dataOf(api.POST("/characters/uploads", { body: { count }, signal }))),
  );
  const running = useRef<AbortController>(null);
  const latest = useRef(pictures);
  useEffect(() => {
    latest.current = pictures;
  }, [pictures]);
  useEffect(
    () => () => {
      running.current?.abort();
      releasePreviews(latest.current);
    },
    [],
  );

  return {
    pictures,
    room,
    isBusy,
    failure,
    choose(files: readonly File[]): RejectedFile[] {
      const { pictures: chosen, rejected } = addPictures(pictures, files, room);
      setPictures(chosen);
      setFailure(null);
      return rejected;
    },
    remove(key: string): void {
      setPictures((chosen) => removePicture(chosen, key));
      setFailure(null);
    },
    /** Uploads the pictures and adds them. Returns whether that succeeded. */
    async add(): Promise<boolean> {
      const controller = new AbortController();
      running.current = controller;
      setBusy(true);
      setFailure(null);
      try {
        const { receipts } = await uploads.send(
          characterId,
          pictures,
          (key, change) => setPictures((chosen) => updatePicture(chosen, key, change)),
          controller.signal,
        );
        await changeCharacter(characterId, { addUploads: receipts });
        uploads.discard();
        releasePreviews(pictures);
        setPictures([]);
        return true;
      } catch (error) {
        const reason = Failure.of(error);
        if (!isAborted(error)) {
          setFailure(reason);
          if (!isRetryable(reason.code)) {
            uploads.discard();
          }
        }
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
