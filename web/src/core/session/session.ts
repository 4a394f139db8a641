/** The tokens that a sign-in or a refresh returns. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Lifetime of the access token, in seconds. */
  readonly expiresIn: number;
}

export type RefreshResult = { readonly kind: "refreshed"; readonly tokens: Tokens } | { readonly kind: "rejected" };

type Access = { readonly token: string; readonly validUntil: number };
type Message = { readonly kind: "access"; readonly access: Access } | { readonly kind: "ended" };

export interface SessionDependencies {
  /** Exchanges a refresh token. Throws if the server cannot be reached or fails. */
  refresh(refreshToken: string): Promise<RefreshResult>;
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Undefined outside secure contexts. Two tabs may then send the same refresh token; the server has a grace period for that. */
  readonly locks?: Pick<LockManager, "request"> | undefined;
  readonly channel: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
  now(): number;
}

const REFRESH_TOKEN = "nero.refreshToken";
const LOCK = "nero.refresh";

/** Milliseconds before its expiry at which an access token is replaced, so that it does not expire in transit. */
const EXPIRY_MARGIN = 20_000;

/**
 * The session of this browser, shared by all tabs.
 *
 * The refresh token is stored in localStorage: the API sets no cookies, and the user stays signed in after closing the
 * browser. Any script on the page can read it, so the Content-Security-Policy blocks foreign scripts. The access token is
 * kept in memory only. Each refresh replaces the refresh token. The server treats reuse of an old one as theft and ends the
 * session, so only one tab refreshes at a time and shares the result.
 */
export class Session {
  private access: Access | null = null;
  private refreshing: Promise<string | null> | null = null;
  private readonly listeners = new Set<(signedIn: boolean) => void>();
  private lastNotified: boolean;

  constructor(private readonly dependencies: SessionDependencies) {
    this.lastNotified = this.isSignedIn;
    dependencies.channel.addEventListener("message", (event) => this.receive((event as MessageEvent<Message>).data));
  }

  get isSignedIn(): boolean {
    return this.dependencies.storage.getItem(REFRESH_TOKEN) !== null;
  }

  /** Adds a listener for sign-ins and sign-outs in any tab. Returns a function that removes it. */
  onChange(listener: (signedIn: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  begin(tokens: Tokens): void {
    if (this.lastNotified) {
      this.end();
    }
    this.save(tokens);
    this.notify(true);
  }

  end(): void {
    this.clear();
    this.dependencies.channel.postMessage({ kind: "ended" } satisfies Message);
    this.notify(false);
  }

  /** Returns a valid access token, or null if nobody is signed in. Throws if a refresh is needed and fails. */
  async accessToken(): Promise<string | null> {
    if (this.access && this.access.validUntil > this.dependencies.now()) {
      return this.access.token;
    }
    return this.isSignedIn ? this.refresh(this.access?.token ?? null) : null;
  }

  /** Returns an access token that replaces a rejected or expired one, or null if the session has ended. */
  async refresh(stale: string | null): Promise<string | null> {
    this.refreshing ??= this.withLock(() => this.refreshWithLock(stale)).finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  private async refreshWithLock(stale: string | null): Promise<string | null> {
    if (this.access && this.access.token !== stale && this.access.validUntil > this.dependencies.now()) {
      return this.access.token;
    }
    const refreshToken = this.dependencies.storage.getItem(REFRESH_TOKEN);
    if (refreshToken === null) {
      return null;
    }
    const result = await this.dependencies.refresh(refreshToken);
    if (this.dependencies.storage.getItem(REFRESH_TOKEN) !== refreshToken) {
      // The user signed out, or another user signed in, during the request.
      return this.access?.token ?? null;
    }
    if (result.kind === "rejected") {
      this.end();
      return null;
    }
    return this.save(result.tokens).token;
  }

  private withLock<T>(work: () => Promise<T>): Promise<T> {
    return this.dependencies.locks ? (this.dependencies.locks.request(LOCK, work) as Promise<T>) : work();
  }

  private save(tokens: Tokens): Access {
    const access = { token: tokens.accessToken, validUntil: this.dependencies.now() + tokens.expiresIn * 1000 - EXPIRY_MARGIN };
    this.access = access;
    this.dependencies.storage.setItem(REFRESH_TOKEN, tokens.refreshToken);
    this.dependencies.channel.postMessage({ kind: "access", access } satisfies Message);
    return access;
  }

  private clear(): void {
    this.access = null;
    this.dependencies.storage.removeItem(REFRESH_TOKEN);
  }

  private receive(message: Message): void {
    this.access = message.kind === "access" ? message.access : null;
    this.notify(message.kind === "access");
  }

  private notify(signedIn: boolean): void {
    if (signedIn !== this.lastNotified) {
      this.lastNotified = signedIn;
      for (const listener of this.listeners) {
        listener(signedIn);
      }
    }
  }
}
