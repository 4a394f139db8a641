import { Button } from "@/shared/components/button";
import { toast } from "@/shared/stores/toasts";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Character, MIN_PICTURES, moved, orderedPictures } from "@/core/domain/entities/character";
import { MAX_PICTURES } from "@/core/domain/pictures";
import { ConfirmDialog } from "@/shared/components/confirm-dialog";
import { Picture } from "@/shared/components/picture";
import { Rejections } from "@/shared/components/picture-chooser";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { changeCharacter, reorderPictures } from "@/shared/queries/characters";
import type { RejectedFile } from "@/shared/stores/chosen-pictures";
import { useAddedPictures } from "../hooks/use-added-pictures";
import { AddPictures, AddTile } from "./add-pictures";

interface CharacterPicturesProps {
  readonly character: Character;
  readonly isEditing: boolean;
  onEdit(isEditing: boolean): void;
}

/**
 * All pictures of a character, and a tile to add others. While they are edited, they can be moved, by buttons or by dragging, and
 * removed. Phones show the buttons of the picture that the user has chosen.
 */
export function CharacterPictures({ character, isEditing, onEdit }: CharacterPicturesProps) {
  const { t } = useTranslation("profile");
  const { number } = useFormats();
  const textOf = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const [dragged, setDragged] = useState<string | null>(null);
  const [toRemove, setToRemove] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [announcement, setAnnouncement] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [rejected, setRejected] = useState<RejectedFile[]>([]);
  const list = useRef<HTMLUListElement>(null);
  /** The button to focus once the pictures have moved: the browser drops the focus of an element that moves. */
  const focused = useRef<string>(null);

  const pictures = orderedPictures(character);
  const ids = pictures.map(({ id }) => id);
  const canRemove = pictures.length > MIN_PICTURES;
  const added = useAddedPictures(character.id, MAX_PICTURES - pictures.length);
  const isAdding = added.pictures.length > 0;
  const order = ids.join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus returns after each new order
  useEffect(() => {
    if (focused.current) {
      const [id, direction] = focused.current.split(" ");
      const tile = list.current?.querySelector(`[data-picture="${id}"]`);
      const button =
        tile?.querySelector<HTMLElement>(`[data-move="${direction}"]:not(:disabled)`) ??
        tile?.querySelector<HTMLElement>("[data-move]:not(:disabled)");
      button?.focus();
      focused.current = null;
    }
  }, [order]);

  const move = async (id: string, index: number) => {
    if (isBusy || ids[index] === id) {
      return;
    }
    setBusy(true);
    try {
      await reorderPictures(character, moved(ids, id, index));
      setAnnouncement(t("character.movedTo", { number: number(index + 1) }));
    } catch (error) {
      toast.danger(textOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <div className="mb-3 flex min-h-11 items-center justify-between gap-4">
        <h2 id="pictures" className="text-lg font-semibold">
          {t("character.pictures")}
        </h2>
        <Button
          variant={isEditing ? "primary" : "secondary"}
          onPress={() => {
            setChosen(null);
            onEdit(!isEditing);
          }}
        >
          {t(isEditing ? "character.done" : "character.edit")}
        </Button>
      </div>
      <ul ref={list} className="grid grid-cols-3 gap-2 sm:gap-3.5 lg:grid-cols-5">
        {pictures.map(({ id, url }, index) => (
          <li
            key={id}
            data-picture={id}
            draggable={isEditing}
            onDragStart={() => setDragged(id)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => dragged && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged) {
                void move(dragged, index);
              }
            }}
            className={`relative aspect-[3/4] overflow-hidden rounded-2xl bg-surface-tertiary transition-opacity ${isEditing ? "cursor-grab" : ""} ${dragged === id ? "opacity-50" : ""}`}
          >
            <Picture
              url={url}
              alt={t("photos.photo", { number: number(index + 1) })}
              sizes="(min-width: 1024px) 14rem, (min-width: 640px) 30vw, 31vw"
              isFirst
            />
            {isEditing && (
              <button
                type="button"
                aria-pressed={chosen === id}
                aria-label={t("character.choose", { number: number(index + 1) })}
                onClick={() => setChosen(chosen === id ? null : id)}
                className="absolute inset-0 size-full rounded-[inherit] outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)] aria-pressed:[box-shadow:inset_0_0_0_3px_var(--selection)] sm:hidden"
              />
            )}
            {isEditing && index === 0 && (
              <span className="pointer-events-none absolute start-1.5 top-1.5 rounded-full bg-black/60 px-2 py-1 text-xs font-medium text-white">
                {t("character.main")}
              </span>
            )}
            {isEditing && canRemove && (
              <button
                type="button"
                aria-label={t("photos.remove", { number: number(index + 1) })}
                onClick={() => {
                  setToRemove(id);
                  setAsking(true);
                }}
                className={`${TILE_BUTTON} end-1.5 top-1.5 ${chosen === id ? "" : "max-sm:hidden"}`}
              >
                <X aria-hidden size={15} />
              </button>
            )}
            {(isEditing ? (["earlier", "later"] as const) : []).map((direction) => {
              const target = index + (direction === "earlier" ? -1 : 1);
              const Icon = direction === "earlier" ? ChevronLeft : ChevronRight;
              return (
                <button
                  key={direction}
                  type="button"
                  data-move={direction}
                  disabled={target < 0 || target >= ids.length}
                  aria-label={t(`character.${direction}`, { number: number(index + 1) })}
                  onClick={() => {
                    focused.current = `${id} ${direction}`;
                    void move(id, target);
                  }}
                  className={`${TILE_BUTTON} bottom-1.5 ${direction === "earlier" ? "start-1.5" : "end-1.5"} ${chosen === id ? "" : "max-sm:hidden"}`}
                >
                  <Icon aria-hidden size={18} className="rtl:rotate-180" />
                </button>
              );
            })}
          </li>
        ))}
        {added.room > 0 && !isAdding && <AddTile room={added.room} onChoose={(files) => setRejected(added.choose(files))} />}
      </ul>
      {rejected.length > 0 && <Rejections files={rejected} />}
      <p role="status" className="sr-only">
        {announcement}
      </p>
      {isEditing && (
        <p className="mt-3 text-sm text-muted">
          <span className="sm:hidden">{t("character.chooseHint")} </span>
          <span className="max-sm:hidden">{t("character.orderHint")} </span>
          {t(canRemove ? "character.minimum" : "character.minimumReached", { count: MIN_PICTURES })}
        </p>
      )}
      {isAdding && (
        <AddPictures
          added={{
            ...added,
            choose(files) {
              setRejected([]);
              return added.choose(files);
            },
          }}
        />
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t("character.removeAsk")}
        text={t("character.removeText")}
        confirm={t("character.remove")}
        onConfirm={async () => {
          if (toRemove) {
            await changeCharacter(character.id, { removeImages: [toRemove] });
          }
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

const TILE_BUTTON =
  "shows-focus absolute grid size-9 cursor-pointer place-items-center rounded-full bg-black/60 text-white transition-colors hover:bg-black/80 disabled:invisible";
