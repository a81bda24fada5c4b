"""What is made of a handbook besides its pages: sheets, month pages, calendars; side by side, independent."""
