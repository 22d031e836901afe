-- Words anew: forms in the languages of the texts, and what search needs to go
-- from the newest item back. The tables begin empty: see reindex.go.

DROP TABLE phrases;
DROP TABLE forms;

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
INSERT INTO span SELECT id >> 10, min(order_ms), max(order_ms) FROM item GROUP BY id >> 10;

CREATE TRIGGER item_spanned AFTER INSERT ON item BEGIN
  INSERT INTO span(block, earliest_ms, latest_ms) VALUES (NEW.id >> 10, NEW.order_ms, NEW.order_ms)
    ON CONFLICT DO UPDATE SET earliest_ms = min(earliest_ms, NEW.order_ms), latest_ms = max(latest_ms, NEW.order_ms)
    WHERE NEW.order_ms NOT BETWEEN earliest_ms AND latest_ms;
END;

-- «words» is the greatest id among the items whose words are not known yet.
INSERT INTO memo SELECT 'words', max(id) FROM item HAVING max(id) IS NOT NULL;
