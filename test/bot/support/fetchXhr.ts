/**
 * Just enough XMLHttpRequest, over fetch, for the one client that still asks for it: `botframework-directlinejs` through
 * the Ajax of RxJS 5. Set it as the global before the client is imported.
 */
export class FetchXhr {
  readyState = 0;
  status = 0;
  statusText = '';
  response: unknown = null;
  responseText = '';
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange: (() => void) | null = null;
  ontimeout: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly upload = {};
  readonly #abort = new AbortController();
  readonly #headers = new Headers();
  #answered = new Headers();
  #method = 'GET';
  #url = '';

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.append(name, value);
  }

  getResponseHeader(name: string): string | null {
    return this.#answered.get(name);
  }

  getAllResponseHeaders(): string {
    return [...this.#answered].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  send(body?: BodyInit | null): void {
    void this.#send(body ?? null);
  }

  abort(): void {
    this.#abort.abort();
  }

  async #send(body: BodyInit | null): Promise<void> {
    // As in a browser, the type of a form comes with the boundary, from the form itself.
    if (body instanceof FormData) this.#headers.delete('Content-Type');
    try {
      const answer = await fetch(this.#url, {
        method: this.#method,
        headers: this.#headers,
        body,
        signal: this.#abort.signal,
      });
      this.#answered = answer.headers;
      this.status = answer.status;
      this.statusText = answer.statusText;
      if (this.responseType === 'arraybuffer') this.response = await answer.arrayBuffer();
      else {
        this.responseText = await answer.text();
        this.response =
          this.responseType === 'json' && this.responseText ? JSON.parse(this.responseText) : this.responseText;
      }
      this.readyState = 4;
      this.onreadystatechange?.();
    } catch {
      if (!this.#abort.signal.aborted) this.onerror?.();
    }
  }
}
