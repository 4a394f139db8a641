import { QueryClientProvider } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { createBrowserRouter, Navigate, RouterProvider } from "react-router";
import { Failure, OFFLINE } from "./core/api/failure";
import { WithFavoriteNotices } from "./features/favorites/components/with-favorite-notices";
import { HomePage } from "./home-page";
import { ErrorPage } from "./shared/components/error-pages";
import { AppLayout } from "./shared/layouts/app-layout";
import { SignedInLayout } from "./shared/layouts/signed-in-layout";
import { queryClient } from "./shared/queries/query-client";
import { type Namespace, withTexts } from "./shared/translations/i18n";

/** Loads a page's code on the first visit, and the texts of its feature. */
const page =
  (load: () => Promise<ComponentType>, texts: Namespace = "translation") =>
  async () => {
    try {
      return { Component: await withTexts(texts, load()) };
    } catch {
      throw new Failure(OFFLINE);
    }
  };

const router = createBrowserRouter([
  {
    path: "/",
    Component: AppLayout,
    ErrorBoundary: ErrorPage,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: ErrorPage,
        children: [
          {
            Component: WithFavoriteNotices,
            children: [
              { index: true, Component: HomePage },
              {
                path: "templates/:id",
                lazy: page(async () => (await import("./features/explore/pages/template-page")).TemplatePage),
              },
            ],
          },
          {
            path: "sign-in",
            lazy: page(async () => (await import("./features/auth/pages/sign-in-page")).SignInPage, "auth"),
          },
          {
            path: "s/:slug",
            lazy: page(async () => (await import("./features/sharing/pages/shared-page")).SharedPage, "sharing"),
          },
          {
            path: "create",
            lazy: page(async () => (await import("./features/generation/pages/create-page")).CreatePage, "generation"),
          },
          {
            path: "upgrade",
            lazy: page(async () => (await import("./features/payment/pages/upgrade-page")).UpgradePage, "payment"),
          },
          {
            path: "about",
            lazy: page(async () => (await import("./features/legal/pages/legal-page")).AboutPage, "legal"),
          },
          {
            path: "privacy",
            lazy: page(async () => (await import("./features/legal/pages/legal-page")).PrivacyPage, "legal"),
          },
          {
            path: "terms",
            lazy: page(async () => (await import("./features/legal/pages/legal-page")).TermsPage, "legal"),
          },
          {
            path: "contact",
            lazy: page(async () => (await import("./features/legal/pages/contact-page")).ContactPage, "legal"),
          },
          {
            Component: SignedInLayout,
            children: [
              { path: "profile", element: <Navigate to="/profile/account" replace /> },
              {
                lazy: page(async () => (await import("./features/profile/pages/profile-page")).ProfilePage, "profile"),
                children: [
                  {
                    path: "profile/stars",
                    lazy: page(async () => (await import("./features/profile/pages/stars-page")).StarsPage, "profile"),
                  },
                  {
                    path: "profile/account",
                    lazy: page(async () => (await import("./features/profile/pages/account-page")).AccountPage, "profile"),
                  },
                ],
              },
              {
                path: "upgrade/result",
                lazy: page(async () => (await import("./features/payment/pages/result-page")).ResultPage, "payment"),
              },
              {
                path: "payments",
                lazy: page(async () => (await import("./features/payment/pages/payments-page")).PaymentsPage, "payment"),
              },
              {
                path: "payments/:id",
                lazy: page(async () => (await import("./features/payment/pages/receipt-page")).ReceiptPage, "payment"),
              },
              {
                path: "gallery",
                lazy: page(async () => (await import("./features/generation/pages/gallery-page")).GalleryPage, "generation"),
              },
              {
                path: "gallery/:id",
                lazy: page(async () => (await import("./features/generation/pages/picture-page")).PicturePage, "generation"),
              },
              {
                path: "favorites",
                lazy: page(async () => (await import("./features/favorites/pages/favorites-page")).FavoritesPage),
              },
              {
                path: "welcome",
                lazy: page(async () => (await import("./features/profile/pages/welcome-page")).WelcomePage, "profile"),
              },
              {
                path: "profile/characters",
                lazy: page(async () => (await import("./features/profile/pages/characters-page")).CharactersPage, "profile"),
              },
              {
                path: "characters/:id",
                lazy: page(async () => (await import("./features/profile/pages/character-page")).CharacterPage, "profile"),
              },
              {
                path: "profile/characters/new",
                lazy: page(async () => (await import("./features/profile/pages/new-character-page")).NewCharacterPage, "profile"),
              },
            ],
          },
          {
            path: "*",
            lazy: page(async () => (await import("./shared/components/not-found-page")).NotFoundPage),
          },
        ],
      },
    ],
  },
]);

// The server describes the page that the browser loaded in the head. What it says is wrong on the next page.
const loaded = router.state.location.pathname;
const stop = router.subscribe(({ location }) => {
  if (location.pathname !== loaded) {
    for (const element of document.querySelectorAll("[data-page]")) {
      element.remove();
    }
    stop();
  }
});

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
