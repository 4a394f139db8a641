/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The API's base URL with its stage, such as https://abc.execute-api.eu-central-1.amazonaws.com/api. */
  readonly VITE_API_BASE_URL?: string;
  /** The name and the address of who runs the service, for the legal pages. */
  readonly VITE_OPERATOR?: string;
  /** The e-mail address for questions and complaints. */
  readonly VITE_CONTACT?: string;
  /** URLs of a photo and six images made from it, separated by commas. */
  readonly VITE_LANDING_IMAGES?: string;
}
