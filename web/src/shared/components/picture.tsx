import { ImageOff } from "lucide-react";
import { useState } from "react";
import { pictureWidths } from "@/core/domain/pictures";

interface PictureProps {
  readonly url: string;
  readonly alt: string;
  /** How wide it is shown, as in the attribute `sizes`. */
  readonly sizes: string;
  /** Whether it is in view at once. */
  readonly isFirst?: boolean;
  readonly fit?: keyof typeof FITS;
}

/** The picture fills its box and is cropped for that, or stands whole in the middle of it. */
const FITS = {
  cover: "size-full object-cover",
  whole: "absolute inset-0 m-auto max-h-full max-w-full rounded-2xl",
};

/** A picture in a box that keeps its place; it appears softly. */
export function Picture({ url, alt, sizes, isFirst = false, fit = "cover" }: PictureProps) {
  const [state, setState] = useState<"waiting" | "here" | "missing">("waiting");
  if (state === "missing") {
    return (
      <span role="img" aria-label={alt} className="grid size-full place-items-center bg-surface-tertiary text-muted">
        <ImageOff aria-hidden size={22} strokeWidth={1.5} />
      </span>
    );
  }
  return (
    <img
      ref={(element) => {
        if (element?.complete && element.naturalWidth > 0 && state === "waiting") {
          setState("here");
        }
      }}
      // Before the address, which starts the loading as soon as it is set.
      loading={isFirst ? "eager" : "lazy"}
      fetchPriority={isFirst ? "high" : "auto"}
      decoding="async"
      sizes={sizes}
      srcSet={pictureWidths(url)}
      src={url}
      alt={alt}
      draggable={false}
      onLoad={() => setState("here")}
      onError={() => setState("missing")}
      className={`transition-opacity duration-500 ${FITS[fit]} ${state === "here" ? "opacity-100" : "opacity-0"}`}
    />
  );
}
