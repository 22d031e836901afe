package lang

import (
	"strings"

	"rubrika/feed"
)

// Clip are the words of saving stories as files.
type Clip struct {
	// Labels stand in saved files, by the names of clip.Labels.
	Labels map[string]string
	Saved  string // the path of the new file
	// NotSaved is for a file that cannot be written: its path. NoFolder is for
	// settings that name no folder.
	NotSaved, NoFolder string
}

// ClipLabel is the word for what stands in a saved file; "" for an unknown
// name.
func (w Words) ClipLabel(name string) string { return w.Clip.Labels[name] }

// Saved says where a story was saved.
func (w Words) Saved(path string) string { return strings.Replace(w.Clip.Saved, "%s", plain(path), 1) }

// NotSaved says why a story was not saved.
func (w Words) NotSaved(err error) string {
	e := particulars(err)
	switch {
	case e.Kind != feed.KindFile:
		return w.Error(err)
	case e.Source == "":
		return w.Clip.NoFolder
	}
	return strings.Replace(w.Clip.NotSaved, "%s", plain(e.Source), 1)
}

func russianClip() Clip {
	return Clip{
		Labels: map[string]string{
			"source": "Издание", "date": "Дата", "address": "Адрес", "rubric": "Рубрика", "author": "Автор", "topics": "Темы",
			"links": "Ссылки", "pictures": "Снимки", "files": "Приложения", "untitled": "Без заголовка",
			"teaser": "Здесь только начало: целиком текст не был загружен.",
		},
		Saved:    "Сохранено: %s",
		NotSaved: "%s: записать файл нельзя; проверьте права или назовите другую папку в настройке clippings.",
		NoFolder: "Сохранять некуда; назовите папку в настройке clippings.",
	}
}

func azerbaijaniClip() Clip {
	return Clip{
		Labels: map[string]string{
			"source": "Mənbə", "date": "Tarix", "address": "Ünvan", "rubric": "Rubrika", "author": "Müəllif", "topics": "Mövzular",
			"links": "Keçidlər", "pictures": "Şəkillər", "files": "Əlavələr", "untitled": "Başlıqsız",
			"teaser": "Burada yalnız əvvəli var: mətn bütövlükdə yüklənməyib.",
		},
		Saved:    "Saxlanıldı: %s",
		NotSaved: "%s: fayl yazılmır; icazələri yoxlayın və ya clippings ayarında başqa qovluq göstərin.",
		NoFolder: "Saxlamağa yer yoxdur; clippings ayarında qovluq göstərin.",
	}
}

func englishClip() Clip {
	return Clip{
		Labels: map[string]string{
			"source": "Source", "date": "Date", "address": "Address", "rubric": "Rubric", "author": "Author", "topics": "Topics",
			"links": "Links", "pictures": "Pictures", "files": "Files", "untitled": "No headline",
			"teaser": "This is only the beginning: the whole text was not loaded.",
		},
		Saved:    "Saved: %s",
		NotSaved: "%s: the file cannot be written; check the rights, or name another folder with clippings in the settings.",
		NoFolder: "There is no folder to save in; name one with clippings in the settings.",
	}
}
