-- Topics across rubrics, how far articles were read, lists by arrival.

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

-- Numbers by name: «topics», the greatest id among the older items whose
-- topics are not known yet; «left», the newest item when the reader left.
CREATE TABLE memo (
  name  TEXT    PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO memo SELECT 'topics', max(id) FROM item HAVING max(id) IS NOT NULL;

-- The block at the top of the window, and the line within it.
CREATE TABLE place (
  item  INTEGER PRIMARY KEY REFERENCES item(id),
  block INTEGER NOT NULL,
  line  INTEGER NOT NULL
) STRICT;
