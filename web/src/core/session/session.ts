/** What a sign-in or a renewal answers. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** What the server said to a refresh token; it throws where it said nothing. */
export type Renewal = { readonly kind: "renewed"; readonly tokens: Tokens } | { readonly kind: "refused" };

type Access = { readonly token: string; readonly goodUntil: number };
type News = { readonly kind: "access"; readonly access: Access } | { readonly kind: "ended" };

export interface SessionParts {
  renew(refreshToken: string): Promise<Renewal>;
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Missing where the page is not of a secure origin; the server's grace for a token just replaced covers that. */
  readonly locks?: Pick<LockManager, "request"> | undefined;
  readonly channel: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
  now(): number;
}

const REFRESH_TOKEN = "nero.refreshToken";
const LOCK = "nero.refresh";

/** How long before its end an access token counts as ended, so that none ends on its way; milliseconds. */
const EARLY = 20_000;

/**
 * Who is signed in, on all tabs of this browser.
 *
 * The refresh token is in localStorage: the API sets no cookie, so a script has to keep it, and a person stays signed in
 * when the browser is closed. A foreign script could read it; the Content-Security-Policy lets none run. The access token
 * is in memory alone. Each renewal replaces the refresh token, and an old one ends the session as a theft would:
 * therefore one tab renews at a time, and tells the others.
 */
export class Session {
  private access: Access | null = null;
  private renewing: Promise<string | null> | null = null;
  private readonly listeners = new Set<(signedIn: boolean) => void>();
  private told: boolean;

  constructor(private readonly parts: SessionParts) {
    this.told = this.isSignedIn;
    parts.channel.addEventListener("message", (event) => this.hear((event as MessageEvent<News>).data));
  }

  get isSignedIn(): boolean {
    return this.parts.storage.getItem(REFRESH_TOKEN) !== null;
  }

  /** Calls back when somebody signed in or out, in this tab or another; answers how to stop that. */
  onChange(listener: (signedIn: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  begin(tokens: Tokens): void {
    if (this.told) {
      this.end();
    }
    this.keep(tokens);
    this.tell(true);
  }

  end(): void {
    this.forget();
    this.parts.channel.postMessage({ kind: "ended" } satisfies News);
    this.tell(false);
  }

  /** An access token that is good; null where nobody is signed in. Throws where the server cannot be asked. */
  async accessToken(): Promise<string | null> {
    if (this.access && this.access.goodUntil > this.parts.now()) {
      return this.access.token;
    }
    return this.isSignedIn ? this.renew(this.access?.token ?? null) : null;
  }

  /** Another access token than this one, which the server refused or which has ended. */
  async renew(stale: string | null): Promise<string | null> {
    this.renewing ??= this.locked(() => this.renewAlone(stale)).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async renewAlone(stale: string | null): Promise<string | null> {
    if (this.access && this.access.token !== stale && this.access.goodUntil > this.parts.now()) {
      return this.access.token;
    }
    const refreshToken = this.parts.storage.getItem(REFRESH_TOKEN);
    if (refreshToken === null) {
      return null;
    }
    const renewal = await this.parts.renew(refreshToken);
    if (this.parts.storage.getItem(REFRESH_TOKEN) !== refreshToken) {
      // Somebody signed out, or in as another person, while the answer was on its way.
      return this.access?.token ?? null;
    }
    if (renewal.kind === "refused") {
      this.end();
      return null;
    }
    return this.keep(renewal.tokens).token;
  }

  private locked<T>(work: () => Promise<T>): Promise<T> {
    return this.parts.locks ? (this.parts.locks.request(LOCK, work) as Promise<T>) : work();
  }

  private keep(tokens: Tokens): Access {
    const access = { token: tokens.accessToken, goodUntil: this.parts.now() + tokens.expiresIn * 1000 - EARLY };
    this.access = access;
    this.parts.storage.setItem(REFRESH_TOKEN, tokens.refreshToken);
    this.parts.channel.postMessage({ kind: "access", access } satisfies News);
    return access;
  }

  private forget(): void {
    this.access = null;
    this.parts.storage.removeItem(REFRESH_TOKEN);
  }

  private hear(news: News): void {
    this.access = news.kind === "access" ? news.access : null;
    this.tell(news.kind === "access");
  }

  private tell(signedIn: boolean): void {
    if (signedIn !== this.told) {
      this.told = signedIn;
      for (const listener of this.listeners) {
        listener(signedIn);
      }
    }
  }
}
