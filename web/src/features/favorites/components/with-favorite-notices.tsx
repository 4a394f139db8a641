import { Outlet } from "react-router";
import { FavoriteNotices } from "./favorite-notices";

/** Adds the notices of favourites to pages of other features. */
export function WithFavoriteNotices() {
  return (
    <>
      <Outlet />
      <FavoriteNotices />
    </>
  );
}
