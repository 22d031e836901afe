-- Saved views, the rules that hide items or point them out, and what was
-- searched for. Items carry what the rules say of them in the column rubrics:
-- bit 20 of one that is hidden, bit 21 of one that is pointed out.

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
