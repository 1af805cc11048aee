"""What is printed, mailed or opened in a spreadsheet: reports, the leerverslag and what a trainer prints."""
