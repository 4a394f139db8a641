import { ImageOff } from "lucide-react";
import { useState } from "react";
import { pictureSrcSet } from "@/core/domain/pictures";

interface PictureProps {
  readonly url: string;
  readonly alt: string;
  /** The `sizes` attribute. */
  readonly sizes: string;
  /** Whether to load it eagerly because it is in the first view. */
  readonly isFirst?: boolean;
  /** Whether it comes before other pictures of the first view; by default like `isFirst`. */
  readonly isUrgent?: boolean;
  /** Width and height of its box, in any unit. */
  readonly size?: readonly [width: number, height: number];
  readonly fit?: keyof typeof FITS;
  /** Receives the picture's width divided by its height when it is loaded. */
  onRatio?: ((ratio: number) => void) | undefined;
}

/** `cover` crops the picture to fill its box, and `face` keeps its upper part, where a face usually is; `contained` shows all of it. */
const FITS = {
  cover: "size-full object-cover",
  face: "size-full object-cover object-[50%_22%]",
  contained: "absolute inset-0 size-full object-contain",
};

/** A picture that fades in when loaded and shows an icon if loading fails. Its parent sets the size. */
export function Picture({ url, alt, sizes, isFirst = false, isUrgent = isFirst, size, fit = "cover", onRatio }: PictureProps) {
  const [state, setState] = useState<"loading" | "loaded" | "failed">("loading");
  const finish = ({ naturalWidth, naturalHeight }: HTMLImageElement) => {
    setState("loaded");
    onRatio?.(naturalWidth / naturalHeight);
  };
  if (state === "failed") {
    return (
      <span role="img" aria-label={alt} className="grid size-full place-items-center bg-surface-tertiary text-muted">
        <ImageOff aria-hidden size={22} strokeWidth={1.5} />
      </span>
    );
  }
  return (
    <img
      ref={(element) => {
        if (element?.complete && element.naturalWidth > 0 && state === "loading") {
          finish(element);
        }
      }}
      // Must precede `src` and `srcSet`: setting those starts the download.
      loading={isFirst ? "eager" : "lazy"}
      fetchPriority={isUrgent ? "high" : "auto"}
      decoding="async"
      width={size?.[0]}
      height={size?.[1]}
      sizes={sizes}
      srcSet={pictureSrcSet(url)}
      src={url}
      alt={alt}
      data-loaded={state === "loaded" || undefined}
      draggable={false}
      onLoad={({ currentTarget }) => finish(currentTarget)}
      onError={() => setState("failed")}
      className={`transition-opacity duration-500 ${FITS[fit]} ${state === "loaded" ? "opacity-100" : "opacity-0"}`}
    />
  );
}
