-- What the steps in schema/ come to, all at once: a new store is made with this.
-- A test holds it to them, in their order. Times are Unix milliseconds, 0 for
-- none. Rubrics are bits, see rubrics.go.

-- A source of an account is unique by account and remote, which is what its url
-- says («account/1/feed/7»): the same feed may be followed without the account.
-- Of one that no list of the server has named yet, added_ms is 0.
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
  cursor       TEXT    NOT NULL DEFAULT '{}',
  every_s      INTEGER NOT NULL DEFAULT 0,
  agent        TEXT    NOT NULL DEFAULT '',
  tags         TEXT    NOT NULL DEFAULT '[]', -- a JSON list
  asked        INTEGER NOT NULL DEFAULT 0,
  unchanged    INTEGER NOT NULL DEFAULT 0,
  saved        INTEGER NOT NULL DEFAULT 0,
  document_ms  INTEGER NOT NULL DEFAULT 0, -- when a document last came
  account      INTEGER NOT NULL DEFAULT 0, -- 0: asked by ourselves
  remote       TEXT    NOT NULL DEFAULT '',
  folder       TEXT    NOT NULL DEFAULT '',
  feed_url     TEXT    NOT NULL DEFAULT '',
  address      TEXT    NOT NULL AS (CASE account WHEN 0 THEN url ELSE feed_url END) VIRTUAL
) STRICT;

-- One row a headline, nothing of the body: a list reads no other table but
-- source. The column rubrics is also what the rules say of the item: bit 20 of one
-- that is hidden, bit 21 of one that is pointed out.
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
  digest       BLOB    NOT NULL, -- of what the source sent, see pack.go
  -- 1 while the item has an address, no whole text, and a page that was not
  -- asked for since the item last changed.
  bare         INTEGER NOT NULL DEFAULT 0,
  -- The marks the server showed last, NULL for an item of no account. A mark is
  -- pending where state differs, unless it was set aside, and while it is on its
  -- way. There is no other queue.
  base         INTEGER,
  -- Marks that were handed out to be sent, and of which nothing was heard since.
  flight       INTEGER NOT NULL DEFAULT 0,
  -- Marks set aside: 1 and 2 are not taken by the server; 4 and 8, the same times
  -- four, are of an item that it no longer has.
  aside        INTEGER NOT NULL DEFAULT 0
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

-- What can be undone. An undone deed stays until a new one is done.
CREATE TABLE deed (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms       INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  set_marks   INTEGER NOT NULL,
  clear_marks INTEGER NOT NULL,
  items       INTEGER NOT NULL,
  undone      INTEGER NOT NULL
) STRICT;

CREATE INDEX item_bare ON item(order_ms, id, source) WHERE bare <> 0;

-- What the page of an item gave, beside what its source sent.
CREATE TABLE page (
  item    INTEGER PRIMARY KEY REFERENCES item(id),
  read_ms INTEGER NOT NULL,
  html    BLOB    NOT NULL, -- deflated, empty when the page gave no body
  text    BLOB    NOT NULL, -- deflated: what of the body is indexed
  data    TEXT    NOT NULL  -- JSON: author, tags, versions, rubrics, …
) STRICT;

-- Deleted items that their source may list still. Their identities stay, so
-- that they are known again and passed over.
CREATE TABLE tombstone (
  item      INTEGER PRIMARY KEY,
  source    INTEGER NOT NULL REFERENCES source(id),
  listed_ms INTEGER NOT NULL -- when a document last listed it
) STRICT;
CREATE INDEX tombstone_listed ON tombstone(source, listed_ms);

-- By what an item of a source is known again.
CREATE TABLE identity (
  source INTEGER NOT NULL REFERENCES source(id),
  key    TEXT    NOT NULL,
  item   INTEGER NOT NULL, -- in item or tombstone
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_item ON identity(item);

CREATE TRIGGER item_left AFTER DELETE ON item BEGIN
  UPDATE tally SET n = n - 1 WHERE rubrics = OLD.rubrics AND state = OLD.state AND source = OLD.source
    AND lang = OLD.lang AND section_fold = OLD.section_fold;
END;

-- The marks of a deed: without a reference, as items may be deleted.
CREATE TABLE deed_item (
  deed   INTEGER NOT NULL REFERENCES deed(id) ON DELETE CASCADE,
  item   INTEGER NOT NULL,
  before INTEGER NOT NULL,
  PRIMARY KEY (deed, item)
) STRICT, WITHOUT ROWID;

-- The subscriptions a deed changed: JSON of the columns of source that differ,
-- as they were and as they became.
CREATE TABLE deed_source (
  deed   INTEGER NOT NULL REFERENCES deed(id) ON DELETE CASCADE,
  place  INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source(id),
  before TEXT    NOT NULL,
  after  TEXT    NOT NULL,
  PRIMARY KEY (deed, place)
) STRICT, WITHOUT ROWID;

-- Who alone may do something for now, of all processes on this file.
CREATE TABLE lease (
  name     TEXT    PRIMARY KEY,
  holder   TEXT    NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX item_arrival ON item(id, order_ms, source, rubrics, state, badges, lang);

-- The topics of items: tags, and names in titles. The item's order_ms and source
-- are here again, so that what rises now is found without the item. No column
-- is called like one of item, so that conditions on items name theirs alone.
CREATE TABLE about (
  topic INTEGER NOT NULL, -- a hash of its key, see topics.go
  at_ms INTEGER NOT NULL,
  item  INTEGER NOT NULL REFERENCES item(id),
  whose INTEGER NOT NULL,
  kind  INTEGER NOT NULL, -- 0 where it may only begin a sentence, 1 a name, 2 a tag
  name  TEXT    NOT NULL, -- as printed
  PRIMARY KEY (topic, at_ms, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX about_item ON about(item);
CREATE INDEX about_time ON about(at_ms, topic, whose);

-- Numbers by name: «topics» and «words», the greatest id among the older items
-- whose topics, or words, are not known yet; «left», the newest item when the
-- reader left.
CREATE TABLE memo (
  name  TEXT    PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The block at the top of the window, and the line within it.
CREATE TABLE place (
  item  INTEGER PRIMARY KEY REFERENCES item(id),
  block INTEGER NOT NULL,
  line  INTEGER NOT NULL
) STRICT;

-- Accounts on servers, whose feeds are sources and whose items carry the marks
-- the server showed last.
CREATE TABLE account (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused
  kind         TEXT    NOT NULL,
  url          TEXT    NOT NULL,
  user         TEXT    NOT NULL,
  title        TEXT    NOT NULL,
  secret_kind  TEXT    NOT NULL,
  secret_text  TEXT    NOT NULL,
  ca           TEXT    NOT NULL,
  added_ms     INTEGER NOT NULL,
  last_try_ms  INTEGER NOT NULL DEFAULT 0,
  last_good_ms INTEGER NOT NULL DEFAULT 0,
  next_try_ms  INTEGER NOT NULL DEFAULT 0,
  failures     INTEGER NOT NULL DEFAULT 0,
  trouble      TEXT    NOT NULL DEFAULT '',
  trouble_text TEXT    NOT NULL DEFAULT ''
) STRICT;

-- By what the items of an account are known again.
CREATE TABLE remote (
  account INTEGER NOT NULL REFERENCES account(id),
  remote  TEXT    NOT NULL,
  item    INTEGER NOT NULL, -- in item or tombstone
  PRIMARY KEY (account, remote)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX remote_item ON remote(item);

-- What a server shows as unread, and as starred: few of all its items.
CREATE INDEX item_unread_there  ON item(source, id) WHERE base & 1 = 0;
CREATE INDEX item_starred_there ON item(source, id) WHERE base & 2 <> 0;
CREATE INDEX item_unsent ON item(source, id, state, base, flight, aside) WHERE base <> state OR flight <> 0;

-- A mark that the reader changes is a new one.
CREATE TRIGGER item_marked AFTER UPDATE OF state ON item WHEN OLD.aside <> 0 AND OLD.state <> NEW.state BEGIN
  UPDATE item SET aside = aside & ~(((OLD.state | NEW.state) - (OLD.state & NEW.state)) * 5) WHERE id = NEW.id;
END;

-- Full text, without a copy of it. What is indexed has been cut into folded
-- words, so the tokenizer only parts at blanks. phrases has the words in their
-- order, those of the title apart. forms has of each item once, whatever the
-- order: its words as words.Form writes them («министр=ru»), those of the title
-- again with ^, those of the authors with @, the words of the title as they are
-- after <, and the number of its source («12=s»).
CREATE VIRTUAL TABLE phrases USING fts5(
  body, title, content='', contentless_delete=1, tokenize='ascii'
);
CREATE VIRTUAL TABLE forms USING fts5(
  form, content='', contentless_delete=1, tokenize="ascii tokenchars '=-^@<'", detail=none
);

-- The languages that words were indexed in.
CREATE TABLE tongue (
  lang TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Between which times the items of a block of 1,024 ids stand, or stood: lists
-- with words leave out blocks that have nothing for them.
CREATE TABLE span (
  block       INTEGER PRIMARY KEY, -- id >> 10
  earliest_ms INTEGER NOT NULL,
  latest_ms   INTEGER NOT NULL
) STRICT;

CREATE TRIGGER item_spanned AFTER INSERT ON item BEGIN
  INSERT INTO span(block, earliest_ms, latest_ms) VALUES (NEW.id >> 10, NEW.order_ms, NEW.order_ms)
    ON CONFLICT DO UPDATE SET earliest_ms = min(earliest_ms, NEW.order_ms), latest_ms = max(latest_ms, NEW.order_ms)
    WHERE NEW.order_ms NOT BETWEEN earliest_ms AND latest_ms;
END;

-- Saved views, and the rules that hide items or point them out.
CREATE TABLE view (
  id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused
  kind    TEXT    NOT NULL, -- "view", "mute" or "watch"
  name    TEXT    NOT NULL,
  filter  TEXT    NOT NULL, -- in the filter language
  bar     INTEGER NOT NULL,
  place   INTEGER NOT NULL, -- in the settings, from 1; 0 for one that is not there
  pending INTEGER NOT NULL  -- 1 for a rule that is still being applied to what is stored
) STRICT;

-- The view a deed changed: JSON as it was and became, '' where it was not there.
CREATE TABLE deed_view (
  deed   INTEGER PRIMARY KEY REFERENCES deed(id) ON DELETE CASCADE,
  view   INTEGER NOT NULL,
  before TEXT    NOT NULL,
  after  TEXT    NOT NULL
) STRICT;

-- What rules are still to be applied to: the items of a source (0: of all) up to
-- an id, the newest first.
CREATE TABLE judging (
  source INTEGER PRIMARY KEY,
  upto   INTEGER NOT NULL,
  anew   INTEGER NOT NULL -- 1 when all rules are asked, 0 when those that are pending
) STRICT;

-- A source that is called otherwise is meant by other rules, which find items by
-- the names of their sources too.
CREATE TRIGGER source_renamed AFTER UPDATE OF title, feed_title, tags, url, feed_url ON source
WHEN (OLD.title, OLD.feed_title, OLD.tags, OLD.address) <> (NEW.title, NEW.feed_title, NEW.tags, NEW.address)
  AND EXISTS (SELECT 1 FROM view WHERE kind <> 'view')
BEGIN
  INSERT INTO judging(source, upto, anew) SELECT NEW.id, max(id), 1 FROM item INDEXED BY item_source WHERE source = NEW.id
    HAVING max(id) IS NOT NULL
    ON CONFLICT DO UPDATE SET upto = max(upto, excluded.upto), anew = 1;
END;

-- A number in a rule means the source that has it, as soon as there is one. A
-- language that was not met before adds forms to the words of rules.
CREATE TRIGGER source_numbered AFTER INSERT ON source
WHEN EXISTS (SELECT 1 FROM view WHERE kind <> 'view' AND filter LIKE '%source:' || NEW.id || '%')
BEGIN
  INSERT INTO judging(source, upto, anew) SELECT 0, max(id), 1 FROM item HAVING max(id) IS NOT NULL
    ON CONFLICT DO UPDATE SET upto = excluded.upto, anew = 1;
END;

CREATE TRIGGER tongue_met AFTER INSERT ON tongue WHEN EXISTS (SELECT 1 FROM view WHERE kind <> 'view')
BEGIN
  INSERT INTO judging(source, upto, anew) SELECT 0, max(id), 1 FROM item HAVING max(id) IS NOT NULL
    ON CONFLICT DO UPDATE SET upto = excluded.upto, anew = 1;
END;

CREATE INDEX item_muted   ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 1048576 <> 0;
CREATE INDEX item_watched ON item(order_ms, id, source, rubrics, state) WHERE rubrics & 2097152 <> 0;

-- Stories of which a watched item was reported.
CREATE TABLE reported (
  story INTEGER PRIMARY KEY
) STRICT;

-- What was searched for: the greater the id, the later.
CREATE TABLE search (
  id   INTEGER PRIMARY KEY,
  fold TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;

-- The list of headlines that a command printed last: the item in each line,
-- from 1. Items that are deleted leave their lines.
CREATE TABLE listed (
  line INTEGER PRIMARY KEY,
  item INTEGER NOT NULL
) STRICT;
