import { useEffect } from "react";

/** Asks search engines not to list the page while this is true. */
export function useNoIndex(isOn: boolean): void {
  useEffect(() => {
    if (isOn) {
      const robots = Object.assign(document.createElement("meta"), { name: "robots", content: "noindex" });
      document.head.append(robots);
      return () => robots.remove();
    }
  }, [isOn]);
}
