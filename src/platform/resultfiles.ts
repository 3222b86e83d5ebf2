import * as vscode from 'vscode';
import { resultScheme } from '../ids';

const key = 'results';
/** Limit of texts that are stored for a workspace. */
const maxKept = 5;

/** A text and its path. */
type Result = readonly [path: string, text: string];

/** Read-only texts in an editor that are not files on disk: they need no saving and survive a reload of the window. */
export class ResultFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(private readonly state: vscode.Memento) {}

  /** Opens a text in an editor, with a title. */
  async show(title: string, text: string): Promise<void> {
    const time = new Date().toISOString().slice(0, 19).replace(/:/g, '-');
    const path = `/${title.replace(/[/\\]/g, ' ')} ${time}.txt`;
    await this.state.update(key, [...this.#kept, [path, text]].slice(-maxKept));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: resultScheme, path }));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const size = this.readFile(uri).length;
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const [, text] = this.#kept.find(([path]) => path === uri.path) ?? [];
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  watch(): vscode.Disposable {
    // A text never changes.
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  get #kept(): readonly Result[] {
    const stored = this.state.get<unknown>(key);
    return Array.isArray(stored) ? stored.filter(isResult) : [];
  }
}

/** Registers the file system for these texts with the editor. */
export function registerResultFiles(files: ResultFiles): vscode.Disposable {
  return vscode.workspace.registerFileSystemProvider(resultScheme, files, {
    isReadonly: true,
    isCaseSensitive: true,
  });
}

function isResult(stored: unknown): stored is Result {
  return Array.isArray(stored) && stored.length === 2 && stored.every((part) => typeof part === 'string');
}
