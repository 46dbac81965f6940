/**
 * What the phone keeps: keys, the registered device and the session of each account, in IndexedDB.
 *
 * Keys are stored as `CryptoKey` objects; the browser keeps the secret bytes to itself.
 */

/**
 * A phone that was registered and the key its codes come from.
 * @typedef {object} Device
 * @property {string} name
 * @property {CryptoKey} codeKey HMAC-SHA-256, not extractable
 */

/**
 * A registration that waits for its code to be typed on the web.
 * @typedef {object} PendingDevice
 * @property {string} name
 * @property {CryptoKey} codeKey
 * @property {string} authSession
 * @property {string} userID
 * @property {number} expiresAt server time in milliseconds
 */

/**
 * @typedef {object} Tokens
 * @property {string} access
 * @property {number} accessExpiresAt server time in milliseconds
 * @property {string} refresh
 */

/**
 * Someone who uses this phone. Every account has keys of its own.
 * @typedef {object} Account
 * @property {string} id the username in lower case
 * @property {string} username as typed
 * @property {string} displayName
 * @property {import('./keys.js').ProofKey} proofKey
 * @property {Device | null} device
 * @property {PendingDevice | null} pending
 * @property {Tokens | null} tokens
 */

const markerKey = 'countersign.device';
const store = 'records';
const current = 'current';

/**
 * The result of one IndexedDB request.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export class Vault {
  /** @type {IDBDatabase} */ #database;

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /** Opens the vault. Rejects where the browser keeps nothing, as some private windows do. */
  static async open() {
    const request = indexedDB.open('countersign', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    return new Vault(await result(request));
  }

  /**
   * Runs one transaction; resolves when it is complete, with what the body's request gave.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(records: IDBObjectStore) => IDBRequest<T>} body
   * @returns {Promise<T>}
   */
  #transact(mode, body) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(store, mode);
      const request = body(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /**
   * The name under which an account is kept.
   * @param {string} username
   */
  static accountID(username) {
    return username.trim().normalize('NFC').toLowerCase();
  }

  /**
   * @param {string} id
   * @returns {Promise<Account | null>}
   */
  async account(id) {
    return await this.#transact('readonly', (records) => records.get(`account:${id}`)) ?? null;
  }

  /** The account that used the app last. */
  async currentAccount() {
    const id = await this.#transact('readonly', (records) => records.get(current));
    return typeof id === 'string' ? this.account(id) : null;
  }

  /**
   * Keeps an account and makes it the current one.
   * @param {Account} account
   */
  async save(account) {
    await this.#transact('readwrite', (records) => {
      records.put(account.id, current);
      return records.put(account, `account:${account.id}`);
    });
    if (account.device) {
      localStorage.setItem(markerKey, JSON.stringify({ account: account.id, device: account.device.name }));
      // Asks the browser not to clear the keys when space runs low; a refusal changes nothing.
      navigator.storage?.persist?.().catch(() => false);
    }
  }

  /**
   * Forgets an account with its keys.
   * @param {Account} account
   */
  async remove(account) {
    await this.#transact('readwrite', (records) => records.delete(`account:${account.id}`));
    if (this.marker()?.account === account.id) this.clearMarker();
  }

  /**
   * What outlives the keys when a browser clears only part of its storage.
   * @returns {{account: string, device: string} | null}
   */
  marker() {
    try {
      const marker = JSON.parse(localStorage.getItem(markerKey) ?? 'null');
      if (marker === null) return null;
      return { account: String(marker.account ?? ''), device: String(marker.device ?? '') };
    } catch {
      return { account: '', device: '' };
    }
  }

  /** Forgets that this phone was registered. */
  clearMarker() {
    localStorage.removeItem(markerKey);
  }

  /** Whether this phone was registered but its key is gone. */
  async isKeyLost() {
    const marker = this.marker();
    return marker !== null && (await this.account(marker.account))?.device == null;
  }
}
