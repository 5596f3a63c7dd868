// What a framer promises. No logic here.
//
// A framer cuts the two directions of a flow into messages of one protocol and gives the messages fields. It is
// the only place that knows a protocol's layout; signatures name its fields, and the engine reads them through
// `Message.get`. It has not heard of packets, signatures or ports.

/** One end of a flow, and the direction that it sends: 0 is the lower endpoint (address, then port), 1 the higher. */
export type Side = 0 | 1

// ---- what a framer is

export interface Framer {
  readonly info: FramerInfo
  /**
   * First bytes that a direction of this protocol can have. Necessary: a stream that fits none is never offered to
   * the framer at its start. Each probe is a list of up to eight positions. Empty: every stream is offered.
   */
  readonly probes: readonly Probe[]
  /**
   * Likewise, first bytes that any message can have: of a stream met in the middle, whose first captured byte is tried.
   * Absent: messages begin as directions do.
   */
  readonly messageProbes?: readonly Probe[]
  /** Likewise, of datagrams; each a list of up to 24 positions. Absent: datagrams begin as messages do. */
  readonly datagramProbes?: readonly Probe[]
  /**
   * Fixed headers by which the start of a message is found where the beginning of the stream is not known: a flow
   * met in the middle, or behind a gap. Each needs a run of three fixed bytes. `cut` has the last word.
   */
  readonly syncs: readonly Sync[]
  /** Longest message in bytes. A longer one makes the framer leave the direction until it resynchronises. */
  readonly limit: number
  /**
   * Says of a message that begins at `start`, and the head of which stands whole in `bytes[start, end)`, what `cut` would,
   * as far as it takes to pass over it when no entry can match it. For protocols of which most messages are of that kind.
   *
   * @returns null if that takes more than the head
   */
  glance?(bytes: Uint8Array, start: number, end: number): Glance | null
  /**
   * Starts on a flow. Both directions share the result, and with it what one has to know of the other. A datagram is a
   * window of its own, `first` and `final`.
   */
  open(transport: 'tcp' | 'udp'): Framing
}

export interface Glance {
  /** Within it stand the literals of entries, if any. */
  readonly headLength: number
  /** Bytes up to the start of the next message; Infinity if none follows. */
  readonly length: number
  /** It is to be answered; else it is an answer. */
  readonly asks: boolean
}

/** A position admits one byte, any (null), or those of a set. */
export type Probe = readonly (number | null | readonly number[])[]

export interface Sync {
  /** Bytes from the start of a message; null is any byte. */
  readonly bytes: readonly (number | null)[]
  /** The message must stand at the start of a line. */
  readonly startsLine?: boolean
}

/** A framer at work on one flow. */
export interface Framing {
  /**
   * Looks at the bytes of `window`, which begin where a message of `side` should begin, and says what stands there.
   *
   * Invariants:
   *  - Cutting cannot be observed: any division of the same stream into windows leads to the same messages.
   *  - State changes only when a message or a skip is returned, never for `more`.
   *  - Work is linear: bytes before `window.scanned` were looked at by an earlier call that returned `more`.
   *  - Never throws, whatever the bytes are.
   */
  cut(side: Side, window: Window): Cut
  /** `side` lost bytes or was met in the middle: what is remembered of an unfinished exchange is void. */
  reset(side: Side): void
  /** All messages so far were passed over at a glance; so many of `side` have yet to be answered. With `Framer.glance`. */
  resume?(side: Side, unanswered: number): void
}

export interface Window {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Bytes from `start` that were already there at the last call for this message; 0 at first. */
  readonly scanned: number
  /** Nothing follows: the flow ended, or a gap begins here. A message that is cut is delivered as it is. */
  readonly final: boolean
  /** `start` is the first byte of the direction (or of a tunnel's inside), and it was seen. */
  readonly first: boolean
  /** For framers with a `glance`. Absent: every message is wanted. */
  readonly isWanted?: IsWanted | undefined
}

/**
 * May a message with the head `bytes[start, end)` mean anything to anybody? Asked once, as soon as the head is whole, of what
 * `glance` would tell: if not, the answer is `passed`.
 */
export type IsWanted = (bytes: Uint8Array, start: number, end: number) => boolean

export type Cut =
  /** The message is not whole. `atLeast`: bytes from `start` without which nothing can be said; more than there are. */
  | { readonly kind: 'more'; readonly atLeast: number }
  /** A message of `length` bytes, with which `skip` further bytes (a body; Infinity: all) are stepped over unread. */
  | {
      readonly kind: 'message'
      readonly length: number
      readonly skip: number
      readonly message: Message
      /** Four or more of its bytes are fixed by the protocol: it stands for itself where the stream was met midway. */
      readonly certain: boolean
      /** Further messages from the same bytes, which were inflated: delivered behind `message`, at its place. */
      readonly further?: readonly Message[]
      /**
       * The message has not ended (`stream`): it is delivered as far as it goes, the last field of it `cut`, and `cut` is
       * asked again from the same start when this many bytes are there, or at the end. Absent: the message is whole.
       */
      readonly again?: number
    }
  /** A message that nobody wants, of so many bytes up to the start of the next, more than there are perhaps (`Glance`). */
  | { readonly kind: 'passed'; readonly length: number }
  /** Bytes between messages, `length` of them, more than there are perhaps. */
  | { readonly kind: 'skip'; readonly length: number }
  /** This is not, or no longer, the framer's protocol. */
  | { readonly kind: 'lost'; readonly why: string }

// ---- what a message is

/** One message. Valid, with all that it gives, until the call that delivers it returns: keep copies. */
export interface Message {
  /** The bytes on the wire, as many as there are: `bytes[start, end)`. Wire positions below count from `start`. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Length in bytes as the protocol declares it, which a message that was cut has not reached. */
  readonly size: number
  /** What a pattern in front of the clauses is matched against; null where the framer has none. */
  readonly main: Text | null
  /**
   * Index behind the last byte that `main`, a verbatim field or its key can stand on: behind it no literal of an entry is
   * looked for. Absent: they may stand anywhere.
   */
  readonly verbatimEnd?: number
  /**
   * Values of a field in the order of the wire; empty when it is not there. `path` is one of the catalogue's, without
   * the leading dot (`rv.tlv`); `key` is what stood in brackets behind the last selector.
   */
  get(path: string, key: string | number | null): readonly FieldValue[]
}

export type FieldValue = Text | Numeric | FieldRecord

/** Bytes to match against, and the place on the wire that they came from. */
export interface Text {
  readonly kind: 'text'
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Range of the message that these bytes were read from; `verbatim`: byte for byte, else it stands for them as a whole. */
  readonly wireStart: number
  readonly wireEnd: number
  readonly verbatim: boolean
  /** The end of the message was lost, or has yet to come, and it lay in here: what is there is only a beginning. */
  readonly cut: boolean
  /** It has yet to come: the message is delivered again, longer (`Cut.again`). Absent: it will not. */
  readonly grows?: boolean
}

export interface Numeric {
  readonly kind: 'number'
  /** A safe integer. */
  readonly value: number
  readonly wireStart: number
  readonly wireEnd: number
}

/** One of a repeated group, for `some` and `each`: a file of a query hit. Its fields are the catalogue's `fields`. */
export interface FieldRecord {
  readonly kind: 'record'
  get(path: string, key: string | number | null): readonly FieldValue[]
}

// ---- what the catalogue says of a framer

export interface FramerInfo {
  readonly name: string
  readonly transports: readonly ('tcp' | 'udp')[]
  /** One sentence: what it cuts, and how. */
  readonly summary: string
  /** What the main text is, or null where there is none. */
  readonly main: string | null
  /**
   * The main text stands on the wire byte for byte, from this offset of the message on (behind what `FramerInfo.main` leaves
   * out at its end, if anything). Absent: it is decoded, or it begins now here, now there. A literal of an entry is looked
   * for in the traffic only where this, or `FieldInfo.verbatim`, says that it must be there.
   */
  readonly mainAt?: number
  readonly fields: readonly FieldInfo[]
  /** One message as it is on the wire, for `imids explain --framer`; null for a framer that frames no protocol. */
  readonly example: Uint8Array | null
  /** Its word for EVE's `app_proto` where the product does not decide it; `none` to write none. */
  readonly appProto?: string
}

export interface FieldInfo {
  /** `tlv`, `rv.tlv`, without the leading dot. */
  readonly path: string
  readonly type: 'text' | 'bytes' | 'number' | 'record'
  /** May occur more than once in a message (with one key, if it has a key). */
  readonly repeated: boolean
  /** What stands in brackets behind the path; `header` is a string in any case. */
  readonly key: 'none' | 'number' | 'string' | 'header'
  readonly summary: string
  /** A value stands on the wire byte for byte, and so does a string key (`header`: in any case). Absent: perhaps not. */
  readonly verbatim?: boolean
  /** A domain name: its labels stand on the wire, each byte for byte but in any case, and not its dots. */
  readonly labels?: boolean
  /** Verbatim, and always at this offset from the message's start. */
  readonly at?: number
  /** Stands on the wire, in any case, wherever the field does: the header that it is read from. */
  readonly beside?: string
  /** A message that has the field begins with one of these bytes, one character each. Absent: with any. */
  readonly firstBytes?: string
  /**
   * Of a record: its own fields. Of a repeated text: what `some` and `each` see of it, which is one field, `value`, the text
   * itself (`each .key[52] { .value … }`).
   */
  readonly fields?: readonly FieldInfo[]
}
