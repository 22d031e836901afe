-- The edition: subscriptions, headlines, bodies, identity, search, journal.
-- Times are Unix milliseconds, 0 for none. Rubrics are bits, see rubrics.go.

CREATE TABLE source (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT    NOT NULL,
  url          TEXT    NOT NULL UNIQUE,
  title        TEXT    NOT NULL, -- the reader's own, '' when the feed's is used
  feed_title   TEXT    NOT NULL,
  site         TEXT    NOT NULL,
  lang         TEXT    NOT NULL,
  rubric       TEXT    NOT NULL,
  zone         TEXT    NOT NULL,
  muted        INTEGER NOT NULL,
  gone         INTEGER NOT NULL, -- unsubscribed: kept for undo, seen nowhere
  added_ms     INTEGER NOT NULL,
  last_try_ms  INTEGER NOT NULL DEFAULT 0,
  last_good_ms INTEGER NOT NULL DEFAULT 0,
  next_try_ms  INTEGER NOT NULL DEFAULT 0,
  failures     INTEGER NOT NULL DEFAULT 0,
  trouble      TEXT    NOT NULL DEFAULT '',
  trouble_text TEXT    NOT NULL DEFAULT '',
  cursor       TEXT    NOT NULL DEFAULT '{}'
) STRICT;

-- One row a headline, nothing of the body: a list reads no other table but
-- source.
CREATE TABLE item (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused
  source       INTEGER NOT NULL REFERENCES source(id),
  order_ms     INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  rubrics      INTEGER NOT NULL, -- the set, as bits
  badges       INTEGER NOT NULL,
  lang         TEXT    NOT NULL,
  story        INTEGER NOT NULL, -- items of one story share the number
  section_fold TEXT    NOT NULL,
  link         TEXT    NOT NULL, -- normalised address, '' for none
  published_ms INTEGER,          -- NULL when unknown
  zone         TEXT    NOT NULL, -- of published_ms: a name, and
  zone_s       INTEGER NOT NULL, -- seconds east for where the name is unknown
  seen_ms      INTEGER NOT NULL,
  updated_ms   INTEGER NOT NULL,
  title        TEXT    NOT NULL,
  summary      TEXT    NOT NULL,
  url          TEXT    NOT NULL,
  section      TEXT    NOT NULL,
  filed        TEXT    NOT NULL, -- the rubrics in the item's own order
  why_kind     TEXT    NOT NULL,
  why_text     TEXT    NOT NULL,
  tags         TEXT    NOT NULL, -- a JSON list
  digest       BLOB    NOT NULL  -- of what the source sent, see pack.go
) STRICT;

-- Every list is a walk along one of these, read from its end. The columns
-- after id let walks and counts do without the table.
CREATE INDEX item_stream  ON item(order_ms, id, source, rubrics, state, badges, lang);
CREATE INDEX item_unread  ON item(order_ms, id, source, rubrics, state) WHERE state & 1 = 0;
CREATE INDEX item_starred ON item(order_ms, id, source, rubrics, state) WHERE state & 2 <> 0;
CREATE INDEX item_source  ON item(source, order_ms, id, rubrics, state);
CREATE INDEX item_section ON item(section_fold, order_ms, id, source, rubrics, state) WHERE section_fold <> '';
CREATE INDEX item_story   ON item(story, source);
CREATE INDEX item_link    ON item(link, source) WHERE link <> '';
CREATE INDEX item_rubric_0 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 1 <> 0;
CREATE INDEX item_rubric_1 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 2 <> 0;
CREATE INDEX item_rubric_2 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 4 <> 0;
CREATE INDEX item_rubric_3 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 8 <> 0;
CREATE INDEX item_rubric_4 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 16 <> 0;
CREATE INDEX item_rubric_5 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 32 <> 0;
CREATE INDEX item_rubric_6 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 64 <> 0;
CREATE INDEX item_rubric_7 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 128 <> 0;
CREATE INDEX item_rubric_8 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 256 <> 0;
CREATE INDEX item_rubric_9 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 512 <> 0;
CREATE INDEX item_rubric_10 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 1024 <> 0;
CREATE INDEX item_rubric_11 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 2048 <> 0;
CREATE INDEX item_rubric_12 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 4096 <> 0;
CREATE INDEX item_rubric_13 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 8192 <> 0;
CREATE INDEX item_rubric_14 ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 16384 <> 0;

-- How many items there are of each kind, so that counting by rubric, mark,
-- source, language and publisher's rubric reads no item.
CREATE TABLE tally (
  rubrics      INTEGER NOT NULL,
  state        INTEGER NOT NULL,
  source       INTEGER NOT NULL,
  lang         TEXT    NOT NULL,
  section_fold TEXT    NOT NULL,
  n            INTEGER NOT NULL,
  PRIMARY KEY (rubrics, state, source, lang, section_fold)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER item_filed AFTER INSERT ON item BEGIN
  INSERT INTO tally(rubrics, state, source, lang, section_fold, n)
    VALUES (NEW.rubrics, NEW.state, NEW.source, NEW.lang, NEW.section_fold, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER item_moved AFTER UPDATE OF rubrics, state, lang, section_fold ON item
WHEN (OLD.rubrics, OLD.state, OLD.lang, OLD.section_fold) <> (NEW.rubrics, NEW.state, NEW.lang, NEW.section_fold) BEGIN
  UPDATE tally SET n = n - 1 WHERE rubrics = OLD.rubrics AND state = OLD.state AND source = OLD.source
    AND lang = OLD.lang AND section_fold = OLD.section_fold;
  INSERT INTO tally(rubrics, state, source, lang, section_fold, n)
    VALUES (NEW.rubrics, NEW.state, NEW.source, NEW.lang, NEW.section_fold, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE tag (
  item INTEGER NOT NULL REFERENCES item(id),
  fold TEXT    NOT NULL,
  name TEXT    NOT NULL,
  PRIMARY KEY (item, fold)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_fold ON tag(fold);

-- Bodies stand apart so that lists and counts never page through them.
CREATE TABLE body (
  item INTEGER PRIMARY KEY REFERENCES item(id),
  html BLOB NOT NULL, -- deflated
  data TEXT NOT NULL  -- JSON: author, enclosures, …
) STRICT;

-- Other languages of a story, as its publisher lists them.
CREATE TABLE version (
  item  INTEGER NOT NULL REFERENCES item(id),
  place INTEGER NOT NULL,
  lang  TEXT    NOT NULL,
  url   TEXT    NOT NULL,
  link  TEXT    NOT NULL,
  title TEXT    NOT NULL,
  PRIMARY KEY (item, place)
) STRICT, WITHOUT ROWID;

-- Addresses by which items come together as one story.
CREATE TABLE address (
  link  TEXT    PRIMARY KEY,
  story INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX address_story ON address(story);

-- By what an item of a source is known again.
CREATE TABLE identity (
  source INTEGER NOT NULL REFERENCES source(id),
  key    TEXT    NOT NULL,
  item   INTEGER NOT NULL REFERENCES item(id),
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

-- What can be undone. An undone deed stays until a new one is done.
CREATE TABLE deed (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms       INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  set_marks   INTEGER NOT NULL,
  clear_marks INTEGER NOT NULL,
  source      INTEGER NOT NULL, -- the subscription, 0 for marks
  items       INTEGER NOT NULL,
  undone      INTEGER NOT NULL
) STRICT;

CREATE TABLE deed_item (
  deed   INTEGER NOT NULL REFERENCES deed(id) ON DELETE CASCADE,
  item   INTEGER NOT NULL REFERENCES item(id),
  before INTEGER NOT NULL,
  PRIMARY KEY (deed, item)
) STRICT, WITHOUT ROWID;

-- Full text, without a copy of it. What is indexed has been cut into folded
-- words, so the tokenizer only parts at blanks. The words in their order serve
-- phrases; the forms, each word and stem of an item once, serve all the rest
-- and cost half of what positions in a prefix index would.
CREATE VIRTUAL TABLE phrases USING fts5(
  text, content='', contentless_delete=1, tokenize='ascii'
);
CREATE VIRTUAL TABLE forms USING fts5(
  text, content='', contentless_delete=1, tokenize='ascii', detail=none, prefix='2 3'
);
