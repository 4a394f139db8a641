import { api, dataOf } from "@/core/api/client";
import { Failure } from "@/core/api/failure";

/**
 * An export of everything that Nero stores about the user. If a page fails, the next call continues with it, because the number
 * of exports that can be started is limited.
 */
export class DataExport {
  private startedAt = "";
  private cursor: string | null = null;
  private sections = new Map<string, unknown[]>();

  /**
   * Loads the missing pages, and returns all of them as one JSON file. The next call starts another export.
   *
   * @throws Failure if a page cannot be loaded
   */
  async load(): Promise<Blob> {
    try {
      do {
        await this.loadPage();
      } while (this.cursor !== null);
    } catch (error) {
      // VALIDATION: the cursor has expired.
      if (Failure.of(error).code === "VALIDATION") {
        this.reset();
      }
      throw error;
    }
    const content = { startedAt: this.startedAt, sections: Object.fromEntries(this.sections) };
    this.reset();
    return new Blob([JSON.stringify(content, null, 2)], { type: "application/json" });
  }

  private async loadPage(): Promise<void> {
    const query = { cursor: this.cursor ?? undefined };
    const page = await dataOf(api.GET("/users/me/export", { params: { query } }));
    this.startedAt = page.export.startedAt;
    this.cursor = page.nextCursor;
    for (const [name, documents] of Object.entries(page.export.sections)) {
      this.sections.set(name, [...(this.sections.get(name) ?? []), ...documents]);
    }
  }

  private reset(): void {
    this.cursor = null;
    this.sections = new Map();
  }
}
