"""What a careful clerk looks at before passing a province's figures on; each module is one kind of look."""
