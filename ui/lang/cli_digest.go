package lang

// Digest is what the documents of many stories say: the digest, and items as a file.
type Digest struct{}

func digestWords(code string) Digest {
	switch code {
	case "ru":
		return Digest{}
	case "az":
		return Digest{}
	}
	return Digest{}
}

func digestPart(code string) part {
	switch code {
	case "ru":
		return part{short: map[string]string{"digest": "последние сутки по рубрикам, документом"}, long: map[string]string{}, flag: map[string]string{}}
	case "az":
		return part{short: map[string]string{"digest": "son bir gün rubrikalar üzrə, sənəd kimi"}, long: map[string]string{}, flag: map[string]string{}}
	}
	return part{short: map[string]string{"digest": "the last day by rubric, as a document"}, long: map[string]string{}, flag: map[string]string{}}
}
