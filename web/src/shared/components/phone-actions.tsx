import type { ReactNode } from "react";

/** The actions of a page with one task. On phones they stay at the bottom of the screen, and the first one fills the width. */
export function PhoneActions({ children }: { children: ReactNode }) {
  return (
    <div className="phone-actions sticky bottom-(--bar-height) z-20 -mx-4 mt-auto flex flex-wrap items-center gap-x-3 gap-y-2 bg-background px-4 py-3 sm:-mx-6 sm:px-6 md:static md:mx-0 md:mt-6 md:p-0">
      {children}
    </div>
  );
}

/** The classes of the main action. */
export const MAIN_ACTION = "basis-full px-4 leading-tight whitespace-normal md:basis-auto md:px-8";
