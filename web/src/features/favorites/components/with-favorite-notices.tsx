import { Outlet } from "react-router";
import { FavoriteNotices } from "./favorite-notices";

/** Adds {@link FavoriteNotices} to pages of other features. */
export function WithFavoriteNotices() {
  return (
    <>
      <Outlet />
      <FavoriteNotices />
    </>
  );
}
